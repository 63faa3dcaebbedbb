import { type DynamicModule, type FactoryProvider, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CommandExecutor } from './command-executor';
import { createCommandExecutor } from './create-command-executor';
import type { CommandExecutorOptions } from './executor-options';

const OPTIONS = Symbol('CommandExecutorOptions');

/** Gives the application one started `CommandExecutor`, and closes it when the application has shut down. */
@Module({})
export class CliExecutorModule implements OnApplicationShutdown {
  /**
   * @param options what the executor is made from, or a provider's `inject` and `useFactory` that give it.
   * Bootstrapping fails with the executor's own words when commands cannot run on this host.
   */
  static forRoot(options: CommandExecutorOptions | OptionsFactory): DynamicModule {
    return {
      module: CliExecutorModule,
      global: true,
      providers: [
        'useFactory' in options ? { provide: OPTIONS, ...options } : { provide: OPTIONS, useValue: options },
        { provide: CommandExecutor, inject: [OPTIONS], useFactory: startExecutor },
      ],
      exports: [CommandExecutor],
    };
  }

  constructor(private readonly executor: CommandExecutor) {}

  async onApplicationShutdown(): Promise<void> {
    await this.executor.close();
  }
}

type OptionsFactory = Pick<FactoryProvider<CommandExecutorOptions>, 'inject' | 'useFactory'>;

async function startExecutor(options: CommandExecutorOptions): Promise<CommandExecutor> {
  const executor = createCommandExecutor(options);
  await executor.start();
  return executor;
}
