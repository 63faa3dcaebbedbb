import { readFileSync } from 'node:fs';

const CHECK_EVERY_MS = 1_000;
const SHELLS = new Set(['sh', 'dash', 'bash', 'ash']);

/**
 * Sends this process a SIGTERM when the npm that runs it is gone. npm does not pass on what kills it, and neither
 * does the shell that some systems keep between the two: without this, a killed `npm start` would go on unseen.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = SHELLS.has(stat(process.ppid)?.name) ? process.ppid : null;
  const before = callers(shell);
  const timer = setInterval(() => {
    if (callers(shell) === before) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, CHECK_EVERY_MS);
  timer.unref();
}

const callers = (shell) => `${process.ppid} ${shell === null ? '' : stat(shell)?.parent}`;

/** Name and parent of a process where there is /proc; elsewhere /bin/sh gives its place to the command. */
function stat(pid) {
  try {
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return { name, parent };
  } catch {
    return undefined;
  }
}
