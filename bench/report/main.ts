import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PART_NAMES, readResults } from '../throughput/results';
import { chartsOf } from './charts';
import { fillDocument } from './document';
import { drawCharts } from './draw-charts';
import { sectionsOf } from './sections';

const DOCS = join(__dirname, '../../docs');
const IMAGES = 'images/performance';
const USAGE = 'Usage: npm run bench:report -- FILE, the one that npm run bench kept figures in with --json';

/** Puts the figures of a file into docs/performance.md, and draws their charts. */
async function main(args: readonly string[]): Promise<void> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0 || !existsSync(file)) throw new Error(USAGE);
  const results = readResults(file);
  const document = join(DOCS, 'performance.md');
  writeFileSync(document, fillDocument(readFileSync(document, 'utf8'), sectionsOf(results, IMAGES)));
  const charts = PART_NAMES.flatMap((name) => chartsOf(name, results));
  await drawCharts(charts, join(DOCS, IMAGES));
  process.stdout.write(`docs/performance.md and ${charts.length} charts in docs/${IMAGES}\n`);
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
