import 'reflect-metadata';
import { Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Config } from './config';
import { ConfigModule } from './config.module';
import { loadConfig } from './load-config';

@Injectable()
class Reader {
  constructor(readonly config: Config) {}
}

it('injects the configuration by its class into any module', async () => {
  const config = loadConfig({ DATABASE_URL: 'postgres://host/db', PORT: '9001' });
  const app = await Test.createTestingModule({
    imports: [ConfigModule.forRoot(config)],
    providers: [Reader],
  }).compile();
  expect(app.get(Reader).config).toBe(config);
});
