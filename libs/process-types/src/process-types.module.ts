import { SqlClient } from '@app/database';
import { KeyRing } from '@app/secrets';
import { type DynamicModule, Inject, Logger, Module, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { BUILT_IN_TYPES } from './built-in-types';
import { DefinitionFolderSync, type FolderSyncListener } from './definition-folder-sync';
import { DefinitionPreviewService } from './definition-preview.service';
import { DefinitionSyncService } from './definition-sync.service';
import { ProcessTypeRepository } from './process-type.repository';
import { ProcessTypeService } from './process-type.service';
import { ProcessTypeUsageRepository } from './process-type-usage.repository';
import { ProcessTypeWriteRepository } from './process-type-write.repository';
import { RecordInputRepository } from './record-input.repository';
import { StoredInputs } from './stored-inputs';

/** Gives the process types, and keeps them in line with the definitions folder. Expects a global `SqlClient` and `KeyRing`. */
@Module({})
export class ProcessTypesModule implements OnModuleInit, OnModuleDestroy {
  constructor(@Inject(DefinitionFolderSync) private readonly folder: DefinitionFolderSync) {}

  /** @param dir folder of YAML definitions */
  static forRoot(dir: string): DynamicModule {
    return {
      module: ProcessTypesModule,
      providers: [
        {
          provide: ProcessTypeRepository,
          inject: [SqlClient],
          useFactory: (sql: SqlClient) => new ProcessTypeRepository(sql),
        },
        { provide: StoredInputs, inject: [KeyRing], useFactory: (ring: KeyRing) => new StoredInputs(ring) },
        {
          provide: ProcessTypeWriteRepository,
          inject: [SqlClient],
          useFactory: (sql: SqlClient) => new ProcessTypeWriteRepository(sql),
        },
        {
          provide: ProcessTypeUsageRepository,
          inject: [SqlClient],
          useFactory: (sql: SqlClient) => new ProcessTypeUsageRepository(sql),
        },
        {
          provide: ProcessTypeService,
          inject: [ProcessTypeRepository, ProcessTypeWriteRepository],
          useFactory: (types: ProcessTypeRepository, writes: ProcessTypeWriteRepository) =>
            new ProcessTypeService(types, writes),
        },
        {
          provide: DefinitionPreviewService,
          inject: [ProcessTypeRepository, ProcessTypeUsageRepository, SqlClient, StoredInputs],
          useFactory: (
            types: ProcessTypeRepository,
            usage: ProcessTypeUsageRepository,
            sql: SqlClient,
            inputs: StoredInputs,
          ) => new DefinitionPreviewService(types, usage, new RecordInputRepository(sql), inputs),
        },
        {
          provide: DefinitionFolderSync,
          inject: [ProcessTypeWriteRepository],
          useFactory: (writes: ProcessTypeWriteRepository) =>
            new DefinitionFolderSync(
              dir,
              new DefinitionSyncService(writes, BUILT_IN_TYPES),
              logInto(new Logger('ProcessTypes')),
            ),
        },
      ],
      exports: [
        ProcessTypeRepository,
        ProcessTypeUsageRepository,
        ProcessTypeService,
        DefinitionPreviewService,
        DefinitionFolderSync,
        StoredInputs,
      ],
    };
  }

  async onModuleInit(): Promise<void> {
    await this.folder.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.folder.close();
  }
}

function logInto(logger: Logger): FolderSyncListener {
  return {
    synced: ({ saved, removed, problems }, { note }) => {
      if (note !== null) logger.warn(note);
      if (saved.length > 0) logger.log(`Process types made or changed: ${saved.join(', ')}`);
      if (removed.length > 0) logger.log(`Process types removed: ${removed.join(', ')}`);
      for (const { file, issues } of problems)
        for (const { line, field, message } of issues) logger.warn(`${file}:${line ?? 1}: ${field}: ${message}`);
    },
    failed: (error) => logger.error({ err: error }, 'The process types folder could not be synced; trying again.'),
  };
}
