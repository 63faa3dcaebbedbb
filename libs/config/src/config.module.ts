import type { DynamicModule } from '@nestjs/common';
import { Config } from './config';
import { loadConfig } from './load-config';

/** Makes the validated `Config` injectable everywhere. Undecorated, so that the launcher does not load Nest for it. */
export class ConfigModule {
  /** @param config what to inject; read from the environment by default */
  static forRoot(config: Config = loadConfig()): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: Config, useValue: config }],
      exports: [Config],
    };
  }
}
