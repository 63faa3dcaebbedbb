import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '@app/testing';
import express from 'express';
import type { FilesOfPage } from './page-files';
import { sendDashboardPage, type WhereEventsAre } from './dashboard-page';

const PAGE = '<!doctype html><head><title>Dashboard</title></head>';

const folder = temporaryFolder('page');
const file = join(folder.path, 'index.html');
writeFileSync(file, PAGE);
afterAll(() => folder.remove());

async function pageWith(whereEventsAre: WhereEventsAre, filesOfPage: FilesOfPage = () => []): Promise<string> {
  const server = express()
    .use(sendDashboardPage(file, whereEventsAre, filesOfPage))
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const text = await response.text();
  server.close();
  return text;
}

it('says in its head where the changes are', async () => {
  const head = /<title>Dashboard<\/title>\s*<meta name="event-position" content="7-1" \/>\s*<\/head>/;
  expect(await pageWith(async () => '7-1')).toMatch(head);
});

it.each<[string, WhereEventsAre]>([
  ['is away', () => Promise.reject(new Error('away'))],
  ['does not answer', () => new Promise(() => {})],
])('comes as it is when the database %s', async (_, whereEventsAre) => {
  expect(await pageWith(whereEventsAre)).toBe(PAGE);
});

it('names the scripts of the page at its address', async () => {
  const page = await pageWith(
    async () => '7-1',
    (path) => [`/assets/of${path}.js`],
  );
  expect(page).toContain('<link rel="modulepreload" crossorigin href="/assets/of/.js" />');
});
