import { parseArgs } from 'node:util';

/** How many schedules, for how long, and how often something is killed. */
export interface FireBenchArguments {
  /** Fires in each second. */
  readonly rate: number;
  readonly seconds: number;
  /** 0: nothing is killed. */
  readonly killEverySeconds: number;
  readonly seed: number;
  /** For making the records, before the first fire. */
  readonly leadSeconds: number;
}

const USAGE = `Usage: npm run bench:fires -- [options]
  --rate N         fires in each second (100)
  --seconds N      how long, a multiple of ten (120)
  --kill-every N   seconds between kills of an API or a worker; 0: none (5)
  --lead N         seconds for making the records before the first fire (60)
  --seed N         of what is killed (1)`;

/** @throws Error that says what cannot be understood */
export function parseFireBenchArguments(args: readonly string[]): FireBenchArguments {
  try {
    const text = (value: string) => ({ type: 'string', default: value }) as const;
    const { values } = parseArgs({
      args: [...args],
      options: {
        rate: text('100'),
        seconds: text('120'),
        'kill-every': text('5'),
        lead: text('60'),
        seed: text('1'),
      },
    });
    const whole = (name: keyof typeof values, from: number): number => {
      const value = Number(values[name]);
      if (!Number.isSafeInteger(value) || value < from) throw new Error(`--${name} ${values[name]}: must be a number`);
      return value;
    };
    const seconds = whole('seconds', 10);
    if (seconds % 10 !== 0) throw new Error(`--seconds ${seconds}: must be a multiple of ten`);
    return {
      rate: whole('rate', 1),
      seconds,
      killEverySeconds: whole('kill-every', 0),
      seed: whole('seed', 0),
      leadSeconds: whole('lead', 1),
    };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`);
  }
}
