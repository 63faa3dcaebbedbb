import { Test } from '@nestjs/testing';
import { runCommand } from '../test/commands';
import { CliExecutorModule, CommandExecutor } from './index';

it('gives one executor and closes it with the application', async () => {
  const app = await Test.createTestingModule({
    imports: [CliExecutorModule.forRoot({ concurrency: 1, killGraceMs: 100 })],
  }).compile();
  const executor = app.get(CommandExecutor);
  await executor.start();
  await expect(runCommand(executor, 'echo hi')).resolves.toEqual({
    end: { kind: 'exited', exitCode: 0 },
    output: 'hi\n',
  });
  await app.close();
  await expect(runCommand(executor, 'echo hi')).resolves.toMatchObject({
    end: { kind: 'not-started', reason: 'the executor is closed' },
  });
});
