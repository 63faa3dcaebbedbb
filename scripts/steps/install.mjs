import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBuildLock } from './lock.mjs';
import { runNpm } from './npm.mjs';
import { ROOT, StepFailed, step } from './tool.mjs';

const MODULES = join(ROOT, 'node_modules');
const STAMP = join(MODULES, '.stamp');

/** Installs the dependencies when they are missing or are not those of package-lock.json; `announce` shows that. */
export async function ensureDependencies(announce = step) {
  const wanted = wantedStamp();
  if (isInstalled(wanted)) return;
  await withBuildLock(async () => {
    if (isInstalled(wanted)) return;
    const { ok, output } = await announce('Installing dependencies', npmCi);
    if (!ok) throw new StepFailed('npm ci failed.', output);
    leaveStamp(wanted);
  });
}

function wantedStamp() {
  const [major] = process.versions.node.split('.');
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  return `${lock} ${process.platform} ${process.arch} ${major}`;
}

function isInstalled(wanted) {
  const folder = lstatSync(MODULES, { throwIfNoEntry: false });
  if (!folder) return false;
  // Somebody linked it on purpose; npm ci would empty the folder behind the link.
  if (folder.isSymbolicLink()) return true;
  const stamp = readText(STAMP);
  if (stamp === wanted) return true;
  if (stamp !== null || !matchesLock()) return false;
  leaveStamp(wanted);
  return true;
}

/** True when somebody ran `npm ci` or `npm install` by hand: npm notes what it installed. */
function matchesLock() {
  const installed = readText(join(MODULES, '.package-lock.json'));
  if (installed === null) return false;
  const present = JSON.parse(installed).packages;
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      path === '' || link || (present[path] ? present[path].version === version : optional === true),
  );
}

function npmCi() {
  return runNpm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']);
}

function leaveStamp(wanted) {
  try {
    writeFileSync(STAMP, wanted);
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
