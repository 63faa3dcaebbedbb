// Commands per second and time per command, per isolation mode, with a small and a large heap of the worker.
// Usage: npm run build:server && node libs/cli-executor/bench/throughput.mjs [folder of the build]
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { resolve } from 'node:path';

const build = resolve(process.argv[2] ?? 'dist/libs/cli-executor/src');
const { createCommandExecutor } = createRequire(import.meta.url)(`${build}/create-command-executor.js`);

const COMMANDS = 2000;
const MODES = process.getuid() === 0 ? ['pid-namespace', 'process-group'] : ['user-pid-namespace', 'process-group'];

async function measure(isolation, concurrency, slotShell) {
  const executor = createCommandExecutor({ concurrency, killGraceMs: 1000, isolation, slotShell });
  await executor.start();
  const times = [];
  let left = COMMANDS;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const began = performance.now();
      await executor.run({
        key: 'bench',
        command: 'echo hi',
        workingDirectory: '/',
        environment: { TASK_ID: 'bench', TASK_ATTEMPT: String(left), input_file: '/data/in' },
        timeoutMs: 60_000,
        onOutput: () => undefined,
      }).end;
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane)); // starts the slots
  left = COMMANDS;
  times.length = 0;
  const cpu = process.cpuUsage();
  const began = performance.now();
  await Promise.all(Array.from({ length: concurrency }, lane));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await executor.close();
  times.sort((a, b) => a - b);
  return {
    isolation,
    shell: slotShell ?? 'default',
    slots: concurrency,
    'heap MB': Math.round(process.memoryUsage().rss / 1e6),
    'commands/s': Math.round(COMMANDS / seconds),
    'p50 ms': times[times.length >> 1].toFixed(1),
    'p99 ms': times[Math.floor(times.length * 0.99)].toFixed(1),
    'worker CPU ms': ((user + system) / 1000 / COMMANDS).toFixed(2),
  };
}

console.log(`${COMMANDS} × echo hi, ${cpus().length} cores`);
const rows = [];
for (const isolation of MODES) {
  for (const shell of [undefined, '/bin/sh']) {
    for (const slots of [1, 2, 4]) rows.push(await measure(isolation, slots, shell));
  }
}
const ballast = Array.from({ length: 40 }, () => Buffer.alloc(8 << 20, 1));
for (const isolation of MODES) rows.push(await measure(isolation, 2));
console.table(rows);
console.log(`ballast: ${ballast.length * 8} MiB`);
