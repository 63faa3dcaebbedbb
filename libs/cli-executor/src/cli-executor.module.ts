import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CommandExecutor } from './command-executor';
import { createCommandExecutor } from './create-command-executor';
import type { CommandExecutorOptions } from './executor-options';

/** Gives the application one `CommandExecutor`; who runs commands starts it. Closes it at the latest at shutdown. */
@Module({})
export class CliExecutorModule implements OnApplicationShutdown {
  static forRoot(options: CommandExecutorOptions): DynamicModule {
    return {
      module: CliExecutorModule,
      providers: [{ provide: CommandExecutor, useFactory: () => createCommandExecutor(options) }],
      exports: [CommandExecutor],
    };
  }

  constructor(private readonly executor: CommandExecutor) {}

  async onApplicationShutdown(): Promise<void> {
    await this.executor.close();
  }
}
