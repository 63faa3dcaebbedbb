import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runNpm } from './npm.mjs';
import { ROOT, StepFailed } from './tool.mjs';

const CONTENT = [
  ...['dist/apps', 'dist/libs', 'process-types', 'README.md', 'CHANGELOG.md', 'LICENSE', 'docs/licences.md'],
  ...['scripts/launch.mjs', 'scripts/steps/end-with-npm.mjs', 'scripts/steps/node-version.mjs'],
];
const SCRIPTS = { start: 'node scripts/launch.mjs', 'rotate-secrets': 'node dist/apps/cli/src/rotate-secrets.js' };

/**
 * Packs what runs the product, and nothing that only builds or tests it, with a lock file of what it needs: unpacked,
 * it takes npm ci and npm start. The build must be fresh.
 * @param {string} destination folder of the package
 * @returns {Promise<{ file: string, bytes: number, unpackedBytes: number }>}
 */
export async function packProduct(destination) {
  const stage = mkdtempSync(join(tmpdir(), 'orchestrator-package-'));
  try {
    // What maps lead to is not in the package.
    const isNeeded = (path) => !path.endsWith('.map');
    for (const path of CONTENT) cpSync(join(ROOT, path), join(stage, path), { recursive: true, filter: isNeeded });
    writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
    // npm strikes out what this manifest does not need. Under its usual name a lock file is not packed.
    cpSync(join(ROOT, 'package-lock.json'), join(stage, 'npm-shrinkwrap.json'));
    await npm(['install', '--prefix', stage, '--package-lock-only', '--ignore-scripts', '--offline']);
    const [packed] = JSON.parse(await npm(['pack', stage, '--json', '--pack-destination', destination]));
    return {
      file: join(destination, basename(packed.filename)),
      bytes: packed.size,
      unpackedBytes: packed.unpackedSize,
    };
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function manifest() {
  const { devDependencies, ...rest } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return { ...rest, scripts: SCRIPTS };
}

async function npm(args) {
  const { ok, output } = await runNpm([...args, '--no-audit', '--no-fund', '--loglevel=error']);
  if (!ok) throw new StepFailed(`npm ${args[0]} failed.`, output);
  return output;
}
