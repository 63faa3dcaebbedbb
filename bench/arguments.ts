import { parseArgs } from 'node:util';

/** Where to measure, and how often. */
export interface BenchArguments {
  /** Made by `npm run bench:data`. */
  readonly dataDir: string;
  readonly times: number;
}

/**
 * @param command its npm script, for the usage
 * @param times the default
 * @throws Error that says what cannot be understood
 */
export function parseBenchArguments(command: string, args: readonly string[], times: number): BenchArguments {
  const usage = `Usage: npm run ${command} -- [options]
  --data-dir DIR   of npm run bench:data (.orchestrator-bench)
  --times N        how often each is measured (${times})`;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'data-dir': { type: 'string', default: '.orchestrator-bench' },
        times: { type: 'string', default: String(times) },
      },
    });
    const wanted = Number(values.times);
    if (!Number.isSafeInteger(wanted) || wanted < 1) throw new Error(`--times ${values.times}: must be a whole number`);
    return { dataDir: values['data-dir'], times: wanted };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${usage}`);
  }
}
