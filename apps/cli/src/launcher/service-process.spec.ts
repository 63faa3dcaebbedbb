import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { FATAL_EXIT_CODE } from '@app/config';
import { eventually, temporaryFolder } from '@app/testing';
import { LauncherLog } from './launcher-log';
import { ServiceProcess } from './service-process';

const folder = temporaryFolder('service');
const running: ServiceProcess[] = [];
let nextScript = 0;

afterEach(() => Promise.all(running.splice(0).map((service) => service.stop(0))));
afterAll(() => folder.remove());

/** A service whose main file is `code`; each line that it sends over its channel is kept. */
function service(code: string): { process: ServiceProcess; log: () => string; fatal: Promise<Error> } {
  nextScript += 1;
  const script = join(folder.path, `service-${nextScript}.cjs`);
  writeFileSync(script, code);
  const out = new PassThrough();
  const chunks: string[] = [];
  out.on('data', (chunk) => chunks.push(String(chunk)));
  let started: ServiceProcess | undefined;
  const fatal = new Promise<Error>((resolve) => {
    started = new ServiceProcess({
      name: 'worker 1',
      script,
      environment: { PATH: process.env.PATH },
      lifeline: null,
      log: new LauncherLog('info', out),
      onFatal: resolve,
      restartDelayMs: 10,
    });
  });
  if (started === undefined) throw new Error('not constructed');
  running.push(started);
  started.start();
  return { process: started, log: () => chunks.join(''), fatal };
}

const file = (name: string) => join(folder.path, name);
const appends = (name: string) =>
  `require('node:fs').appendFileSync(${JSON.stringify(file(name))}, process.pid + '\\n');`;
const lives = 'setInterval(() => {}, 60000);';

/** The process id of the start with this number, counted from 1. */
const pidOf = (name: string, start = 1) => eventually(`start ${start} of ${name}`, () => read(name)[start - 1]);

/**
 * Only lines that are whole: a file is there and empty before its first line is written, and the process id 0 which
 * that reads as stands for the group of the tests themselves.
 */
function read(name: string): number[] {
  try {
    return readFileSync(file(name), 'utf8').split('\n').slice(0, -1).map(Number);
  } catch {
    return [];
  }
}

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('starts a process again that was killed, as often as it is killed', async () => {
  const { log } = service(`${appends('killed')} ${lives}`);
  for (let kills = 1; kills <= 7; kills += 1) {
    process.kill(await pidOf('killed', kills), 'SIGKILL');
  }
  await pidOf('killed', 8);
  expect(log()).toContain('worker 1 ended (SIGKILL) and is started again in');
});

it('passes on the one line of a failure that the user has to remedy', async () => {
  const { fatal } = service(
    `process.send({ startupFailure: 'REDIS_URL is wrong' }, undefined, undefined, () => process.exit(${FATAL_EXIT_CODE}));`,
  );
  expect((await fatal).message).toBe('REDIS_URL is wrong');
});

it('gives up on a process that never starts well', async () => {
  const { fatal } = service(`${appends('crashing')} process.exit(3);`);
  expect((await fatal).message).toBe('worker 1 cannot run: exit code 3');
  expect(read('crashing')).toHaveLength(5);
});

it('asks a process to end and waits for it', async () => {
  const { process: stopped } = service(
    `process.on('SIGTERM', () => { ${appends('asked')} process.exit(0); }); ${appends('up')} ${lives}`,
  );
  const pid = await pidOf('up');
  await stopped.stop(60_000);
  expect(alive(pid)).toBe(false);
  expect(read('asked')).toEqual([pid]);
});

it('kills a process that does not end in time', async () => {
  const { process: stopped, log } = service(`process.on('SIGTERM', () => {}); ${appends('deaf')} ${lives}`);
  const pid = await pidOf('deaf');
  await stopped.stop(50);
  expect(alive(pid)).toBe(false);
  expect(log()).toContain('worker 1 did not end within 50 ms and is killed');
});

it('does not wait for the end of a process that has ended, though its channel is still open', async () => {
  // What it started holds the channel.
  const { process: stopped } = service(
    `const { pid } = require('node:child_process').spawn('sleep', ['600'], { stdio: ['ignore', 'ignore', 'ignore', 3] });
     require('node:fs').appendFileSync(${JSON.stringify(file('holder'))}, pid + '\\n'); ${appends('held')} ${lives}`,
  );
  const holder = await pidOf('holder');
  try {
    const pid = await pidOf('held');
    stopped.kill();
    await eventually('it is gone', () => !alive(pid));
    await stopped.stop(60_000);
  } finally {
    process.kill(holder, 'SIGKILL');
  }
});
