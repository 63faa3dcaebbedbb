import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { loadConfig } from '@app/config';
import { NestFactory } from '@nestjs/core';
import { pino } from 'pino';
import { stringify } from 'yaml';
import { AppModule } from './app.module';
import { buildOpenApiDocument } from './openapi-document';

const HEADER = '# Generated from the code by `npm run generate`; do not edit.\n';

/** Writes openapi.yaml to the path given on the command line. Preview mode: nothing is connected or started. */
async function main(target = 'openapi.yaml'): Promise<void> {
  const config = loadConfig({ DATABASE_URL: 'postgres://unused/unused' });
  const module = AppModule.forRoot(config, { logger: pino({ level: 'silent' }), queryTimeoutMs: 0 });
  const app = await NestFactory.create(module, { preview: true, logger: ['error'] });
  writeFileSync(target, HEADER + stringify(buildOpenApiDocument(app), { aliasDuplicateObjects: false, lineWidth: 0 }));
}

void main(process.argv[2]);
