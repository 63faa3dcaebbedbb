import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from './tool.mjs';

const TRY_EVERY_MS = 200;
const UNSIGNED_FOR_MS = 5_000;

/** Where the lock of this clone is: outside of it, since installing replaces node_modules and building dist. */
const lockFile = () => {
  const clone = createHash('sha256').update(ROOT).digest('hex').slice(0, 16);
  return join(tmpdir(), `process-orchestrator-${process.getuid?.() ?? ''}-${clone}.lock`);
};

/** Runs `work` while no other process installs or builds in this clone. The lock of a dead process does not count. */
export async function withBuildLock(work) {
  const file = lockFile();
  let told = false;
  while (!take(file)) {
    if (!told) process.stdout.write('Another process installs or builds here; waiting for it.\n');
    told = true;
    await delay(TRY_EVERY_MS);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (isHeld(file)) return false;
  const stale = `${file}.${process.pid}`;
  try {
    renameSync(file, stale);
    rmSync(stale);
  } catch {
    // Another process was faster.
  }
  return false;
}

function isHeld(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    if (!pid) return Date.now() - statSync(file).mtimeMs < UNSIGNED_FOR_MS;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
