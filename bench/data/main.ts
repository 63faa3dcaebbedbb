import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dataSourceOptions, runMigrations, sqlClientOf } from '@app/database';
import { EmbeddedPostgres } from '@app/database/embedded';
import { DataSource } from 'typeorm';
import { type DataArguments, parseArguments, USAGE } from './arguments';
import { defineTypes, fillDatabase } from './fill';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

async function main(wanted: DataArguments): Promise<void> {
  const startedAt = performance.now();
  const seconds = (): string => `${((performance.now() - startedAt) / 1000).toFixed(0)} s`;
  const postgres = wanted.databaseUrl === null ? await startPostgres(wanted.dataDir) : null;
  try {
    const url = wanted.databaseUrl ?? postgres?.url ?? '';
    await runMigrations(url);
    const types = await defineHistoryTypes(url, wanted.tasks / wanted.runs);
    await fillDatabase(url, wanted, types, (runs) => {
      if (runs % 20_000 === 0) say(`${runs} runs after ${seconds()}`);
    });
  } finally {
    await postgres?.stop();
  }
  say(`${wanted.records} records, ${wanted.runs} runs, ${wanted.tasks} tasks after ${seconds()}`);
  if (postgres) say(`Look at them with: DATA_DIR=${wanted.dataDir} npm start`);
}

function startPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const folder = resolve(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return EmbeddedPostgres.start({
    folder: join(folder, 'postgres'),
    log: () => undefined,
    onLost: (reason) => {
      throw reason;
    },
  });
}

async function defineHistoryTypes(url: string, taskCount: number): Promise<string[]> {
  const dataSource = await new DataSource(dataSourceOptions({ url, poolSize: 1 })).initialize();
  try {
    return await defineTypes(sqlClientOf(dataSource), taskCount);
  } finally {
    await dataSource.destroy();
  }
}

try {
  main(parseArguments(process.argv.slice(2))).catch((error: Error) => {
    process.stderr.write(`${error.stack ?? error.message}\n`);
    process.exitCode = 1;
  });
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
  process.exitCode = 2;
}
