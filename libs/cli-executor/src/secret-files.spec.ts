import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { processesWith, runCommand, specOf, started, until } from '../test/commands';
import { hostModes } from '../test/host-modes';
import { RemoteExecutor } from '../test/remote-executor';

const SECRET = `a 'quoted' secret ${process.pid}\nof two lines`;

describe.each(hostModes())('$title', (mode) => {
  let executor: RemoteExecutor;
  beforeAll(async () => {
    const { isolation, slotProgram } = mode;
    executor = await RemoteExecutor.start(
      { concurrency: 2, killGraceMs: 200, isolation, slotProgram },
      mode.user ?? undefined,
    );
  });
  afterAll(() => executor.close());

  it('are there for their command, for its user only, and gone with it', async () => {
    const command = 'echo "$KEY_FILE"; stat -c %a "$KEY_FILE" "${KEY_FILE%/*}"; cat "$KEY_FILE"';
    const { end, output } = await runCommand(executor, command, { secretFiles: { KEY_FILE: SECRET, other: 'x' } });
    const [path = '', ...rest] = output.split('\n');
    expect(end).toEqual({ kind: 'exited', exitCode: 0 });
    expect(rest.join('\n')).toBe(`600\n700\n${SECRET}`);
    expect(() => statSync(dirname(path))).toThrow(/ENOENT/);
    expect((await runCommand(executor, 'echo "${KEY_FILE-none}"')).output).toBe('none\n');
  });

  it('are gone after a stop', async () => {
    const { spec, output } = specOf('echo "$KEY_FILE"; exec sleep 1000', { secretFiles: { KEY_FILE: SECRET } });
    const running = executor.run(spec);
    await started(output, '\n');
    running.stop();
    await running.end;
    expect(() => statSync(output().trim())).toThrow(/ENOENT/);
  });

  it.each<Record<string, string>>([{ DB_PASSWORD: SECRET }, { DB_PASSWORD: SECRET, RANDOM: '4' }])(
    'no value is among arguments: %j',
    async (environment) => {
      const seen: number[] = [];
      const watch = setInterval(() => seen.push(...processesWith(SECRET)), 1);
      for (let round = 0; round < 20; round++) {
        const { output } = await runCommand(executor, 'printf %s "$DB_PASSWORD"', { environment });
        expect(output).toBe(SECRET);
        seen.push(...processesWith(SECRET));
      }
      clearInterval(watch);
      expect(seen).toEqual([]);
    },
  );

  it('are gone after a kill -9 of the worker', async () => {
    const { isolation, slotProgram } = mode;
    const doomed = await RemoteExecutor.start(
      { concurrency: 1, killGraceMs: 200, isolation, slotProgram },
      mode.user ?? undefined,
    );
    const { spec, output } = specOf('echo "$KEY_FILE"; exec sleep 1000', { secretFiles: { KEY_FILE: SECRET } });
    doomed.run(spec).end.catch(() => undefined);
    await started(output, '\n');
    const path = output().trim();
    expect(readFileSync(path, 'utf8')).toBe(SECRET);
    const folder = doomed.runtimeFolder();
    expect(path.startsWith(`${folder}/`)).toBe(true);
    doomed.signal('SIGKILL');
    await until(() => !existsSync(folder), 'the folder is still there');
    await doomed.close();
  });
});
