import { parseArgs } from 'node:util';
import { PART_NAMES, type PartName } from './results';

export const BACKENDS = ['redis', 'postgres'] as const;
export type Backend = (typeof BACKENDS)[number];

/** As tables call the product on that backend. */
export function nameOf(backend: Backend): string {
  return `Process Orchestrator, ${backend === 'redis' ? 'Redis' : 'PostgreSQL only'}`;
}

/** What is measured, and how often. */
export interface ThroughputArguments {
  readonly parts: readonly PartName[];
  readonly processes: number;
  /** Of `growth` and `fairness`. */
  readonly manyProcesses: number;
  /** Commands of each process. */
  readonly steps: number;
  readonly rounds: number;
  /** Records that `burst` starts at once. */
  readonly burst: number;
  /** Tasks of the history that `history` makes. */
  readonly history: number;
  readonly backends: readonly Backend[];
  /** Worker processes; null: as many as the product starts by itself. */
  readonly workers: number | null;
  readonly peers: boolean;
  /** Says which statements cost most, which costs something itself. */
  readonly statements: boolean;
  /** Where figures are kept; null: nowhere. */
  readonly json: string | null;
}

const USAGE = `Usage: npm run bench -- [options]
  --parts A,B,…   what is measured: ${PART_NAMES.join(', ')}, or all (rates,latencies)
  --processes N   processes that are started at once (300)
  --many N        the same where they shall be many: growth and fairness (5000)
  --steps N       commands of each (10)
  --rounds N      how often rates are measured, the contestants in turn (3)
  --burst N       records that burst starts at once (20000)
  --history N     tasks of the past that history makes first (10000000)
  --backend NAME  redis or postgres; both unless said
  --workers N     worker processes; as many as the product starts by itself unless said
  --no-peers      leave out what others would be used for the same (needs npm ci in bench/peers)
  --statements    show what PostgreSQL spent its time on (pg_stat_statements), which costs some itself
  --json FILE     keep the figures there, beside those of other parts, for npm run bench:report`;

/** @throws Error that says what cannot be understood */
export function parseThroughputArguments(args: readonly string[]): ThroughputArguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        parts: { type: 'string', default: 'rates,latencies' },
        processes: { type: 'string', default: '300' },
        many: { type: 'string', default: '5000' },
        steps: { type: 'string', default: '10' },
        rounds: { type: 'string', default: '3' },
        burst: { type: 'string', default: '20000' },
        history: { type: 'string', default: '10000000' },
        backend: { type: 'string', multiple: true },
        workers: { type: 'string' },
        peers: { type: 'boolean', default: true },
        statements: { type: 'boolean', default: false },
        json: { type: 'string' },
      },
    });
    const backends = BACKENDS.filter((backend) => values.backend?.includes(backend) ?? true);
    if (backends.length === 0) throw new Error(`--backend ${values.backend?.join(' ')}: must be redis or postgres`);
    return {
      parts: partsOf(values.parts),
      processes: whole('processes', values.processes),
      manyProcesses: whole('many', values.many),
      steps: whole('steps', values.steps),
      rounds: whole('rounds', values.rounds),
      burst: whole('burst', values.burst),
      history: whole('history', values.history),
      backends,
      workers: values.workers === undefined ? null : whole('workers', values.workers),
      peers: values.peers,
      statements: values.statements,
      json: values.json ?? null,
    };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`);
  }
}

function partsOf(text: string): readonly PartName[] {
  if (text === 'all') return PART_NAMES;
  const wanted = text.split(',');
  const unknown = wanted.find((name) => !PART_NAMES.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`--parts ${unknown}: must be one of ${PART_NAMES.join(', ')}`);
  return PART_NAMES.filter((part) => wanted.includes(part));
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} ${text}: must be a number from 1 on`);
  return value;
}
