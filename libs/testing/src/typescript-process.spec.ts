import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { eventually } from './eventually';
import { isRunning } from './process-tree';
import { temporaryFolder } from './temporary-folder';

it('ends what a test started when the test run is killed', async () => {
  const folder = temporaryFolder('killed-run');
  const script = join(folder.path, 'run.ts');
  const service = relative(join(__dirname, '../../..'), join(folder.path, 'service.ts'));
  writeFileSync(
    join(folder.path, 'service.ts'),
    `console.log('service ' + process.pid); setInterval(() => {}, 60000);`,
  );
  writeFileSync(
    script,
    `import { runTypescript } from '@app/testing';
     runTypescript('${service}').line(/service/).then(console.log);`,
  );
  const testRun = spawn(process.execPath, ['--require', join(__dirname, 'typescript-hook.cjs'), script]);
  const [line] = await once(testRun.stdout, 'data');
  const pid = Number(/\d+/.exec(String(line))?.[0]);
  expect(isRunning(pid)).toBe(true);
  testRun.kill('SIGKILL');
  await eventually('the service has ended', () => !isRunning(pid));
  folder.remove();
});
