import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBuildLock } from './lock.mjs';
import { ROOT, runTool, StepFailed, step } from './tool.mjs';

const DIST = join(ROOT, 'dist');
const NOT_BUILT = /\.(spec|e2e-spec|test)\.tsx?$|^(node_modules|dist)$/;
const SETUP = ['package-lock.json', 'tsconfig.json'];

/** The two things that are built: what they are made of, how, and what has to be cleared before. */
const TARGETS = [
  {
    name: 'server',
    sources: [
      ...SETUP,
      'tsconfig.build.json',
      'nest-cli.json',
      'apps/api/src',
      'apps/worker/src',
      'apps/cli/src',
      'libs',
    ],
    except: /^libs\/(testing|api-client)\b/,
    output: ['apps/api', 'apps/worker', 'apps/cli', 'libs'],
    build: () => runTool('@nestjs/cli/bin/nest.js', ['build', 'api']),
  },
  {
    name: 'dashboard',
    sources: [...SETUP, 'apps/web', 'libs/api-client/src'],
    except: /^apps\/web\/test\b/,
    output: ['apps/web'],
    build: () => runTool('vite/bin/vite.js', ['build', '-c', 'apps/web/vite.config.mts', '--logLevel', 'warn']),
  },
];

/** Whether nothing would be built. */
export const isBuilt = () => TARGETS.every(isFresh);

/**
 * Builds what is stale: sources are compared by content, so a checkout or a touched file does not matter.
 * @param {{ force?: boolean, only?: string, announce?: typeof step }} options
 */
export async function ensureBuilt({ force = false, only, announce = step } = {}) {
  const targets = TARGETS.filter(({ name }) => only === undefined || only === name);
  const stale = () => targets.filter((target) => force || !isFresh(target));
  if (stale().length === 0) return;
  await withBuildLock(async () => {
    const work = stale();
    if (work.length === 0) return;
    const names = work.map(({ name }) => name).join(' and ');
    const results = await announce(`Building the ${names}`, () => Promise.all(work.map(buildTarget)));
    for (const { name, ok, output } of results)
      if (!ok) throw new StepFailed(`The ${name} could not be built.`, output);
  });
}

async function buildTarget(target) {
  const fingerprint = fingerprintOf(target);
  rmSync(stampOf(target), { force: true });
  for (const folder of target.output) rmSync(join(DIST, folder), { recursive: true, force: true });
  mkdirSync(DIST, { recursive: true });
  const result = await target.build();
  if (result.ok) writeFileSync(stampOf(target), fingerprint);
  return { name: target.name, ...result };
}

const stampOf = ({ name }) => join(DIST, `.${name}.stamp`);

function isFresh(target) {
  return existsSync(stampOf(target)) && readFileSync(stampOf(target), 'utf8') === fingerprintOf(target);
}

function fingerprintOf({ sources, except }) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const source of sources) {
    for (const file of filesIn(source)) {
      if (!except.test(file))
        hash
          .update(file)
          .update('\0')
          .update(readFileSync(join(ROOT, file)));
    }
  }
  return hash.digest('hex');
}

function filesIn(path) {
  const full = join(ROOT, path);
  let entries;
  try {
    entries = readdirSync(full, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    if (error.code === 'ENOENT') return [];
    throw error;
  }
  return entries
    .filter(({ name }) => !NOT_BUILT.test(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(`${path}/${entry.name}`) : [`${path}/${entry.name}`]));
}
