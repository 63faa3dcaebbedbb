// Takes the place of the executor in a negative control: commands run as plain child processes, and nobody looks
// after what they start.
const { spawn } = require('node:child_process');

class PlainExecutor {
  isolation = 'process-group';
  refusals = [];
  async start() {}
  async close() {}
  renewLease() {}

  run({ command, environment }) {
    const child = spawn('/bin/sh', ['-c', command], {
      stdio: 'ignore',
      env: { PATH: process.env.PATH, ...environment },
    });
    let stopped = false;
    const stop = () => {
      stopped = true;
      child.kill('SIGTERM');
    };
    const end = new Promise((resolve) => {
      child.once('exit', (exitCode, signal) => {
        if (stopped) resolve({ kind: 'stopped', exitCode, signal });
        else resolve(exitCode === null ? { kind: 'signaled', signal } : { kind: 'exited', exitCode });
      });
    });
    return { end, stop, kill: stop };
  }
}

exports.createCommandExecutor = () => new PlainExecutor();
