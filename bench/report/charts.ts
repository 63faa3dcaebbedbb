import { type Backend, nameOf } from '../throughput/arguments';
import { processorTimeByPart } from '../throughput/parts/rates';
import type { PartFigures, PartName, Results } from '../throughput/results';
import { median } from '../throughput/spread';

/** Bars beside or on each other, in groups. */
export interface BarChart {
  /** Of its file. */
  readonly name: string;
  /** For those who do not see it too. */
  readonly title: string;
  /** Below each group; may have several lines. */
  readonly groups: readonly string[];
  /** One bar in each group, or a part of the group's one bar. */
  readonly series: readonly { readonly label: string; readonly values: readonly number[] }[];
  readonly stacked: boolean;
  /** Decimal places of what stands above the bars. */
  readonly digits: number;
}

const LATENCIES = {
  firstCommand: 'start → first command',
  stepToStep: 'step → step',
  stop: 'stop → ended',
  fortySteps: 'one run of forty commands',
} as const;

type Charts = { readonly [Name in PartName]: (figures: PartFigures[Name]) => BarChart[] };

const CHARTS: Charts = {
  rates: ({ contestants }) => {
    const products = contestants.filter(({ processorMs }) => processorMs.length > 0);
    const times = products.map(({ processorMs }) => processorTimeByPart(processorMs));
    const parts = [...new Set(times.flatMap((time) => [...time.keys()]))];
    return [
      {
        name: 'rates',
        title: 'Commands a second (medians)',
        groups: contestants.map(({ name }) => inLines(name)),
        series: [{ label: 'commands a second', values: contestants.map(({ perSecond }) => median(perSecond)) }],
        stacked: false,
        digits: 0,
      },
      {
        name: 'processor-time',
        title: 'Processor time of one command, in ms, by part',
        groups: products.map(({ name }) => inLines(name)),
        series: parts.map((label) => ({ label, values: times.map((time) => time.get(label) ?? 0) })),
        stacked: true,
        digits: 2,
      },
    ];
  },

  latencies: ({ backends }) => {
    const chart = (name: string, title: string, kinds: readonly (keyof typeof LATENCIES)[]): BarChart => ({
      name,
      title,
      groups: kinds.map((kind) => LATENCIES[kind]),
      series: backends.flatMap((of) =>
        (['p50', 'p99'] as const).map((share) => ({
          label: `${shortName(of.backend)}, ${share}`,
          values: kinds.map((kind) => of[kind][share]),
        })),
      ),
      stacked: false,
      digits: 1,
    });
    return [
      chart('latencies', 'Latencies while nothing else runs, in ms', ['firstCommand', 'stepToStep', 'stop']),
      chart('forty-commands', 'Forty light commands, one after the other, in ms', ['fortySteps']),
    ];
  },

  growth: ({ processes, manyProcesses, steps, backends }) => {
    const [few, many] = [`${processes} × ${steps}`, `${manyProcesses} × ${steps}`];
    return [
      {
        name: 'growth',
        title: 'Commands a second with few and with many processes at once',
        groups: backends.map(({ backend }) => inLines(nameOf(backend))),
        series: [
          { label: few, values: backends.map((of) => median(of.few)) },
          { label: many, values: backends.map((of) => of.many) },
          { label: `${few} again`, values: backends.map((of) => median(of.fewAgain)) },
        ],
        stacked: false,
        digits: 0,
      },
      {
        name: 'memory',
        title: 'Resident memory in MB',
        groups: backends.flatMap(({ backend, memory }) =>
          (memory[0]?.processes ?? []).map(({ name }) => `${name}\n${shortName(backend)}`),
        ),
        series: (backends[0]?.memory ?? []).map(({ commands }, reading) => ({
          label: commands === 0 ? 'just started' : `after ${commands.toLocaleString('en')} commands`,
          values: backends.flatMap(({ memory }) =>
            (memory[reading]?.processes ?? []).map(({ resident }) => resident / 1e6),
          ),
        })),
        stacked: false,
        digits: 0,
      },
    ];
  },

  history: ({ tasks, backends }) => [
    {
      name: 'history',
      title: `Commands a second without and with ${tasks.toLocaleString('en')} tasks of history`,
      groups: backends.map(({ backend }) => inLines(nameOf(backend))),
      series: [
        { label: 'empty database', values: backends.map(({ empty }) => median(empty.perSecond)) },
        { label: 'with history', values: backends.map(({ full }) => median(full.perSecond)) },
      ],
      stacked: false,
      digits: 0,
    },
  ],

  scale: ({ rows, waitSeconds }) => {
    const chart = (name: string, title: string, of: 'computing' | 'waiting'): BarChart => {
      const backends = [...new Set(rows.map(({ backend }) => backend))];
      const workers = [...new Set(rows.map((row) => row.workers))];
      const rate = (backend: Backend, count: number): number =>
        median(rows.find((row) => row.backend === backend && row.workers === count)?.[of] ?? []);
      return {
        name,
        title,
        groups: workers.map((count) => `${count} worker${count === 1 ? '' : 's'}`),
        series: backends.map((backend) => ({
          label: shortName(backend),
          values: workers.map((count) => rate(backend, count)),
        })),
        stacked: false,
        digits: of === 'waiting' ? 1 : 0,
      };
    };
    return [
      chart('scale-computing', 'Commands a second that compute (echo hi)', 'computing'),
      chart('scale-waiting', `Commands a second that wait (sleep ${waitSeconds})`, 'waiting'),
    ];
  },

  burst: () => [],
  fairness: () => [],

  isolation: ({ ways }) => {
    const ran = ways.filter(({ perSecond }) => perSecond.length > 0);
    return [
      {
        name: 'isolation',
        title: 'Commands a second by the way in which they are run',
        groups: ran.map(({ name }) => inLines(name)),
        series: [{ label: 'commands a second', values: ran.map(({ perSecond }) => median(perSecond)) }],
        stacked: false,
        digits: 0,
      },
    ];
  },
};

/** The charts of a part; none when it was not measured. */
export function chartsOf<Name extends PartName>(name: Name, results: Results): BarChart[] {
  const figures: PartFigures[Name] | undefined = results[name]?.figures;
  return figures === undefined ? [] : CHARTS[name](figures);
}

function shortName(backend: Backend): string {
  return backend === 'redis' ? 'Redis' : 'PostgreSQL only';
}

function inLines(name: string): string {
  const lines = name.replaceAll(/, | \(/g, (separator) => (separator === ', ' ? ',\n' : '\n('));
  return lines.replace('Process Orchestrator', 'Process\nOrchestrator');
}
