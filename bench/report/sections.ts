import { table } from '../table';
import { PARTS } from '../throughput/parts';
import type { Part } from '../throughput/parts/part';
import { type Measured, PART_NAMES, type PartFigures, type PartName, type Results } from '../throughput/results';
import { chartsOf } from './charts';
import { describeGoals } from './goals';

/**
 * All that is generated of the document: `machine`, `goals`, and a section for each part.
 * @param images where the charts are, relative to the document
 */
export function sectionsOf(results: Results, images: string): Map<string, string> {
  return new Map([
    ['machine', describeMachines(results)],
    ['goals', describeGoals(results)],
    ...PART_NAMES.map((name) => [name, describePart(name, results, images)] as const),
  ]);
}

function describePart<Name extends PartName>(name: Name, results: Results, images: string): string {
  const measured: Measured<PartFigures[Name]> | undefined = results[name];
  if (measured === undefined) return `*Not measured yet: \`npm run bench -- --parts ${name} --json FILE\`.*`;
  const part: Part<PartFigures[Name]> = PARTS[name];
  const charts = chartsOf(name, results).map(({ name: file, title }) => `![${title}](${images}/${file}.png)`);
  return [part.describe(measured.figures), ...charts].join('\n\n');
}

function describeMachines(results: Results): string {
  const measured = PART_NAMES.flatMap((name) => {
    const part = results[name];
    return part === undefined ? [] : [{ name, ...part }];
  });
  const [first] = measured;
  if (first === undefined) return '*Nothing measured yet.*';
  const { machine } = first;
  const facts = [
    ['processors', `${machine.processors} × ${machine.model}`],
    ['memory', `${(machine.memoryBytes / 1e9).toFixed(0)} GB`],
    ['kernel', machine.kernel],
    ['Node', machine.node],
    ['PostgreSQL', `${machine.postgres}, ${words(machine.durability)}`],
    ['Redis', `${machine.redis}, nothing written to disk`],
    ['a commit of one row, alone', `${machine.commitMs.toFixed(2)} ms (median)`],
  ];
  const runs = measured.map(({ name, at, seconds, commit }) => [
    name,
    `${at.slice(0, 16).replace('T', ' ')} UTC`,
    commit,
    `${Math.ceil(seconds / 60)} min`,
  ]);
  return [table(['the machine', ''], facts), table(['part', 'measured', 'at commit', 'took'], runs)].join('\n\n');
}

function words(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
