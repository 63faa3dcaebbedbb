import { type ThroughputArguments, parseThroughputArguments } from './arguments';
import { describeMachine, type Machine } from './machine';
import { PARTS } from './parts';
import type { Bench, Part } from './parts/part';
import { checkedOut, keepResult, type PartFigures, type PartName } from './results';
import { Servers } from './servers';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function fail(reason: string): void {
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
}

/** Measures the wanted parts one after the other, and tells and keeps the figures of each as soon as they are known; one that fails keeps no other from its turn. */
async function main(options: ThroughputArguments): Promise<void> {
  const servers = await Servers.start(options.statements);
  // What runs is ended in order; what is measured has no chance to end.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void servers.stop().finally(() => process.exit(1)));
  try {
    const machine = await describeMachine(servers.url);
    for (const name of options.parts)
      await measurePart(name, { servers, options, say }, machine).catch((error: Error) =>
        fail(`${name}: ${error.message}`),
      );
  } finally {
    await servers.stop();
  }
}

async function measurePart<Name extends PartName>(name: Name, bench: Bench, machine: Machine): Promise<void> {
  const part: Part<PartFigures[Name]> = PARTS[name];
  const startedAt = performance.now();
  const figures = await part.measure(bench);
  const seconds = (performance.now() - startedAt) / 1_000;
  say(`\n${part.describe(figures)}\n\n${name}: ${seconds.toFixed(0)} s\n`);
  const { json } = bench.options;
  if (json === null) return;
  keepResult(json, name, { at: new Date().toISOString(), seconds, commit: checkedOut(), machine, figures });
}

Promise.resolve(process.argv.slice(2))
  .then((args) => main(parseThroughputArguments(args)))
  .catch((error: Error) => fail(error.message));
