import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@app/testing';
import { readPageFiles } from './page-files';

const folder = temporaryFolder('page-files');
afterAll(() => folder.remove());

const PAGES = [
  { path: '/', files: ['/assets/overview.js'] },
  { path: '/types/$name', files: ['/assets/type.js', '/assets/shared.js'] },
  { path: '/types/new', files: ['/assets/new-type.js'] },
  { path: '/processes/$id/runs/$runId', files: ['/assets/record.js'] },
];

it.each([
  ['/', ['/assets/overview.js']],
  ['/types/nightly', ['/assets/type.js', '/assets/shared.js']],
  ['/types/new', ['/assets/new-type.js']],
  ['/processes/a.b%20c/runs/17', ['/assets/record.js']],
  ['/types', []],
  ['/types/', []],
  ['/types/nightly/edit', []],
  ['/$name', []],
])('knows the scripts of %s', (path, files) => {
  writeFileSync(join(folder.path, 'page-files.json'), JSON.stringify(PAGES));
  expect(readPageFiles(folder.path)(path)).toEqual(files);
});

it('knows none where the build wrote nothing', () => {
  expect(readPageFiles(join(folder.path, 'none'))('/')).toEqual([]);
});
