import { SqlClient } from '@app/database';
import { type DynamicModule, Module } from '@nestjs/common';
import { KeyRegistryRepository } from './key-registry.repository';
import { KeyRing } from './key-ring';
import { SecretRepository } from './secret.repository';
import { SecretService } from './secret.service';
import { SecretVault } from './secret-vault';

/** Gives every module the keys of secrets, what encrypts with them, and the named secrets. Expects a global `SqlClient`. */
@Module({})
export class SecretsModule {
  static forRoot(keys: KeyRing): DynamicModule {
    return {
      module: SecretsModule,
      global: true,
      providers: [
        { provide: KeyRing, useValue: keys },
        {
          provide: SecretVault,
          inject: [KeyRing, SqlClient],
          useFactory: (ring: KeyRing, sql: SqlClient) => new SecretVault(ring, new KeyRegistryRepository(sql)),
        },
        {
          provide: SecretService,
          inject: [SqlClient, SecretVault],
          useFactory: (sql: SqlClient, vault: SecretVault) => new SecretService(new SecretRepository(sql), vault),
        },
      ],
      exports: [KeyRing, SecretVault, SecretService],
    };
  }
}
