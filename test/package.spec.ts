import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '@app/testing';

const run = promisify(execFile);
const ROOT = join(__dirname, '..');
const folder = temporaryFolder('package');
const PACK = `import { ensureBuilt } from './scripts/steps/compile.mjs';
import { packProduct } from './scripts/steps/pack.mjs';
const quietly = (_title, work) => work();
await ensureBuilt({ announce: quietly });
process.stdout.write((await packProduct(${JSON.stringify(folder.path)})).file);`;

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

const read = (file: string) => readFileSync(join(folder.path, file), 'utf8');
let files: string[];
let manifest: Manifest;

beforeAll(async () => {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', PACK], { cwd: ROOT });
  await run('tar', ['-xzf', stdout, '-C', folder.path, '--strip-components', '1']);
  files = readdirSync(folder.path, { recursive: true, encoding: 'utf8' });
  manifest = JSON.parse(read('package.json')) as Manifest;
}, 300_000);

afterAll(() => folder.remove());

/** What the server's compiled files ask for. */
const requests = (below: RegExp): { file: string; name: string }[] =>
  files
    .filter((file) => below.test(file) && file.endsWith('.js'))
    .flatMap((file) =>
      [...read(file).matchAll(/\b(?:require|import)\("([^"]+)"\)/g)].map(([, name = '']) => ({ file, name })),
    );

const packageOf = (name: string) => name.split('/', name.startsWith('@') ? 2 : 1).join('/');

describe('the package', () => {
  it('starts, by its own manifest', async () => {
    symlinkSync(join(ROOT, 'node_modules'), join(folder.path, 'node_modules'));
    const [node, script = ''] = manifest.scripts.start?.split(' ') ?? [];
    expect(node).toBe('node');
    const { stdout } = await run(process.execPath, [join(folder.path, script), '--version']);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('has the dashboard and the types that are shipped, and neither sources, tests nor maps', () => {
    expect(files).toContain(join('dist', 'apps', 'web', 'index.html'));
    expect(files).toContain(join('process-types', 'samples', 'access.log'));
    expect(files.filter((file) => /\.(tsx?|map)$|\.(spec|test)\./.test(file))).toEqual([]);
  });

  it('needs nothing at run time that is for development', () => {
    const known = new Set(Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }));
    const asked = requests(/^dist.(apps.(api|worker|cli)|libs)\b/).filter(({ name }) => !isBuiltin(name));
    expect(asked.length).toBeGreaterThan(1_000);
    const missing = asked.filter(({ file, name }) =>
      name.startsWith('.')
        ? !['', '.js', '/index.js'].some((end) => existsSync(join(folder.path, dirname(file), `${name}${end}`)))
        : !known.has(packageOf(name)),
    );
    expect(missing).toEqual([]);
  });

  it('keeps what describes the API out of the workers', () => {
    const asked = requests(/^dist.(apps.worker|libs)\b/).filter(({ name }) => packageOf(name) === '@nestjs/swagger');
    expect(asked).toEqual([]);
  });

  it('locks exactly what it needs', () => {
    const { packages } = JSON.parse(read('npm-shrinkwrap.json')) as {
      packages: Record<string, { version: string; dev?: true; devOptional?: true }>;
    };
    const { packages: locked } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: typeof packages;
    };
    for (const [path, { version }] of Object.entries(packages))
      expect([path, version]).toEqual([path, locked[path]?.version]);
    for (const name of Object.keys(manifest.dependencies)) expect(packages).toHaveProperty([`node_modules/${name}`]);
    const needless = Object.entries(packages).filter(([, { dev, devOptional }]) => dev || devOptional);
    expect(needless).toEqual([]);
    expect(packages).not.toHaveProperty(['node_modules/typescript']);
  });
});
