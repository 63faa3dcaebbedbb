import { chmodSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformFileSync } from '@swc/core';

const LIBRARY = join(__dirname, '..');

/**
 * The library and its test programs as JavaScript in a new folder that every user can read, for processes of their own.
 * @returns the folder; the caller removes it
 */
export function compileLibrary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cli-executor-'));
  chmodSync(folder, 0o755);
  for (const part of ['src', 'test']) {
    for (const name of readdirSync(join(LIBRARY, part), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
      const target = join(folder, part, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      const { code } = transformFileSync(join(LIBRARY, part, name), {
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
      });
      writeFileSync(target, code);
    }
  }
  return folder;
}
