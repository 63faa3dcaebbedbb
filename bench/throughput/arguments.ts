import { parseArgs } from 'node:util';

export const BACKENDS = ['redis', 'postgres'] as const;
export type Backend = (typeof BACKENDS)[number];

/** What is measured, and how often. */
export interface ThroughputArguments {
  readonly processes: number;
  /** Commands of each process. */
  readonly steps: number;
  readonly rounds: number;
  readonly backends: readonly Backend[];
  /** Worker processes; null: as many as the product starts by itself. */
  readonly workers: number | null;
  readonly peers: boolean;
  /** Says which statements cost most, which costs something itself. */
  readonly statements: boolean;
}

const USAGE = `Usage: npm run bench -- [options]
  --processes N   processes that are started at once (300)
  --steps N       commands of each (10)
  --rounds N      each contestant takes its turn so often (3)
  --backend NAME  redis or postgres; both unless said
  --workers N     worker processes; as many as the product starts by itself unless said
  --no-peers      leave out what others would be used for the same (needs npm ci in bench/peers)
  --statements    show what PostgreSQL spent its time on (pg_stat_statements), which costs some itself`;

/** @throws Error that says what cannot be understood */
export function parseThroughputArguments(args: readonly string[]): ThroughputArguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        processes: { type: 'string', default: '300' },
        steps: { type: 'string', default: '10' },
        rounds: { type: 'string', default: '3' },
        backend: { type: 'string', multiple: true },
        workers: { type: 'string' },
        peers: { type: 'boolean', default: true },
        statements: { type: 'boolean', default: false },
      },
    });
    const backends = BACKENDS.filter((backend) => values.backend?.includes(backend) ?? true);
    if (backends.length === 0) throw new Error(`--backend ${values.backend?.join(' ')}: must be redis or postgres`);
    return {
      processes: whole('processes', values.processes),
      steps: whole('steps', values.steps),
      rounds: whole('rounds', values.rounds),
      backends,
      workers: values.workers === undefined ? null : whole('workers', values.workers),
      peers: values.peers,
      statements: values.statements,
    };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`);
  }
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} ${text}: must be a number from 1 on`);
  return value;
}
