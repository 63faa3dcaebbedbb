// npm run package: what runs the product, without what builds and tests it, in one file to unpack elsewhere.
import { relative } from 'node:path';
import { ensureBuilt } from './steps/compile.mjs';
import { ensureDependencies } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { packProduct } from './steps/pack.mjs';
import { main, ROOT, step } from './steps/tool.mjs';

requireNode();
main(async () => {
  await ensureDependencies();
  await ensureBuilt();
  const { file, bytes, unpackedBytes } = await step('Packing', () => packProduct(ROOT));
  const megabytes = (count) => `${(count / 1e6).toFixed(1)} MB`;
  process.stdout.write(`${relative(ROOT, file)}: ${megabytes(bytes)}, ${megabytes(unpackedBytes)} unpacked\n`);
});
