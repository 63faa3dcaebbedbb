import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBuildLock } from './lock.mjs';
import { runNpm } from './npm.mjs';
import { ROOT, StepFailed, step } from './tool.mjs';

const MODULES = join(ROOT, 'node_modules');
const STAMP = join(MODULES, '.stamp');
const INSTALLED = join(MODULES, '.package-lock.json');
const WITHOUT_DEV = ' without dev';

/**
 * Installs the dependencies when they are missing or are not those of package-lock.json; `announce` shows that. What is
 * built already runs without the packages that are for development only: `toBuild: false`.
 */
export async function ensureDependencies({ toBuild = true, announce = step } = {}) {
  if (isInstalled(toBuild)) return;
  await withBuildLock(async () => {
    if (isInstalled(toBuild)) return;
    const { ok, output } = await announce('Installing dependencies', () => npmCi(toBuild));
    if (!ok) throw new StepFailed('npm ci failed.', output);
    leaveStamp(toBuild);
  });
}

function wantedStamp(toBuild) {
  const [major] = process.versions.node.split('.');
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  return `${lock} ${process.platform} ${process.arch} ${major}${toBuild ? '' : WITHOUT_DEV}`;
}

function isInstalled(toBuild) {
  const folder = lstatSync(MODULES, { throwIfNoEntry: false });
  if (!folder) return false;
  // Somebody linked it on purpose; npm ci would empty the folder behind the link.
  if (folder.isSymbolicLink()) return true;
  const stamp = readText(STAMP);
  if (stamp !== null && !changedByHand())
    return stamp === wantedStamp(true) || (!toBuild && stamp === wantedStamp(false));
  if (!matchesLock(toBuild)) return false;
  leaveStamp(toBuild || matchesLock(true));
  return true;
}

/** npm notes what it installed; it was at work after us. */
function changedByHand() {
  const installed = statSync(INSTALLED, { throwIfNoEntry: false });
  return installed !== undefined && installed.mtimeMs > statSync(STAMP).mtimeMs;
}

/** True when somebody ran `npm ci`, `npm install` or `npm prune` by hand, and what is needed is there. */
function matchesLock(toBuild) {
  const installed = readText(INSTALLED);
  if (installed === null) return false;
  const present = JSON.parse(installed).packages;
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, link, dev, devOptional }]) => {
    if (path === '' || link || (!toBuild && (dev || devOptional))) return true;
    return present[path] ? present[path].version === version : optional === true;
  });
}

function npmCi(toBuild) {
  const dev = toBuild ? '--include=dev' : '--omit=dev';
  return runNpm(['ci', dev, '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']);
}

function leaveStamp(toBuild) {
  try {
    writeFileSync(STAMP, wantedStamp(toBuild));
  } catch {
    // Installed by another user: it is checked again next time.
  }
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
