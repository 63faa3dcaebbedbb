import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './tool.mjs';

/** Programs that the tests need beside Node: how they are called, and Debian's package for them. */
export const PROGRAMS = [
  { title: 'Redis', names: ['redis-server'], aptPackage: 'redis-server' },
  {
    title: 'Chromium',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    aptPackage: 'chromium',
  },
];

/**
 * Makes sure that the program is in the PATH, from the system's packages when it is not.
 * @returns {Promise<{ ok: boolean, output: string }>} with what to do when that is impossible
 */
export async function ensureProgram({ title, names, aptPackage }) {
  if (names.some(isInPath)) return { ok: true, output: '' };
  const asRoot = await wayToRoot();
  const remedy = `${title} is not installed: install it with the system's packages (${names[0]} must be in the PATH), then run npm test again.\n`;
  if (!isInPath('apt-get')) return { ok: false, output: `There is no apt-get here. ${remedy}` };
  if (asRoot === null) return { ok: false, output: `Installing needs root or sudo without a password. ${remedy}` };
  const result = await install(asRoot, aptPackage);
  return result.ok && names.some(isInPath)
    ? { ok: true, output: '' }
    : { ok: false, output: `${result.output}${remedy}` };
}

let lastInstall = Promise.resolve();

/** apt-get takes one at a time. */
function install(asRoot, aptPackage) {
  const work = lastInstall.then(async () => {
    const updated = await apt(asRoot, ['update']);
    if (!updated.ok) return updated;
    return apt(asRoot, ['install', '-y', '--no-install-recommends', aptPackage]);
  });
  lastInstall = work;
  return work;
}

function apt(asRoot, args) {
  const [file, ...before] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  return run(file, [...before, '-q', '-o', 'DPkg::Lock::Timeout=300', ...args]);
}

/** What to put before a command to run it as root, or null. */
async function wayToRoot() {
  if (process.getuid?.() === 0) return [];
  if (isInPath('sudo') && (await run('sudo', ['-n', 'true'])).ok) return ['sudo', '-n'];
  return null;
}

function isInPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
