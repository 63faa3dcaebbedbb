import { SqlClient, type Statement } from '@app/database';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

const PING: Statement = { name: 'ping', text: 'SELECT 1' };

/** Asks the database whether it can be used. */
@Injectable()
export class DatabaseHealthRepository {
  private migrated = false;

  constructor(
    private readonly sql: SqlClient,
    private readonly dataSource: DataSource,
  ) {}

  /** Throws when the database does not answer. */
  async ping(): Promise<void> {
    await this.sql.query(PING);
  }

  /** True when it has the newest schema; asked until it is so. */
  async isMigrated(): Promise<boolean> {
    this.migrated ||= !(await this.dataSource.showMigrations());
    return this.migrated;
  }
}
