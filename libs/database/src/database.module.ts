import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type DatabaseOptions, dataSourceOptions, sqlClientOf } from './data-source';
import { SqlClient } from './sql-client';

/** Connects TypeORM and gives every module the `SqlClient` on its pool. */
@Module({})
export class DatabaseModule {
  static forRoot(options: DatabaseOptions): DynamicModule {
    const logger = new Logger('Database');
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions({
            ...options,
            onConnectionLost: (error) => logger.warn(`A database connection was lost: ${error.message}`),
          }),
          autoLoadEntities: true,
          retryAttempts: 3,
          retryDelay: 1_000,
        }),
      ],
      providers: [{ provide: SqlClient, inject: [DataSource], useFactory: sqlClientOf }],
      exports: [SqlClient],
    };
  }
}
