import { readFileSync } from 'node:fs';
import { productVersion } from './product-version';

it('is what package.json says', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(productVersion()).toBe(version);
  expect(version).toMatch(/^\d+\.\d+\.\d+/);
});
