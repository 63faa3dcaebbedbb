import { table } from '../table';
import type { Backend } from '../throughput/arguments';
import type { MemoryReading } from '../throughput/parts/growth';
import type { ContestantFigures } from '../throughput/parts/rates';
import type { Results } from '../throughput/results';
import { median } from '../throughput/spread';

interface Goal {
  readonly figure: string;
  readonly goal: string;
  /** null: not measured. */
  readonly measured: number | null;
  readonly reached: (measured: number) => boolean;
  readonly digits: number;
}

/** What was to be reached, and what was, by the medians of the results. */
export function describeGoals(results: Results): string {
  const rows = goalsOf(results).map(({ figure, goal, measured, reached, digits }) => [
    figure,
    goal,
    measured === null ? 'not measured' : measured.toFixed(digits),
    measured === null ? '' : reached(measured) ? 'yes' : '**no**',
  ]);
  return table(['figure', 'goal', 'measured', 'reached'], rows);
}

function goalsOf(results: Results): Goal[] {
  const forBoth = (make: (backend: Backend) => Goal[]): Goal[] => [...make('redis'), ...make('postgres')];
  return forBoth((backend) => {
    const on = backend === 'redis' ? ' (Redis)' : ' (PostgreSQL only)';
    const { floor, peer } = rateRatios(results, backend);
    const latencies = results.latencies?.figures.backends.find((of) => of.backend === backend);
    const growth = results.growth?.figures.backends.find((of) => of.backend === backend);
    const history = results.history?.figures.backends.find((of) => of.backend === backend);
    const least = (figure: string, goal: number, measured: number | null): Goal => ({
      ...{ figure: figure + on, goal: `≥ ${goal}`, measured, digits: 2 },
      reached: (value) => value >= goal,
    });
    const most = (figure: string, goal: number, unit: string, measured: number | null, digits = 2): Goal => ({
      ...{ figure: figure + on, goal: `≤ ${goal}${unit}`, measured, digits },
      reached: (value) => value <= goal,
    });
    return [
      least('commands a second ÷ floor', backend === 'redis' ? 0.5 : 0.35, floor),
      least('commands a second ÷ best peer', backend === 'redis' ? 2 : 1.5, peer),
      most(
        'forty light commands in one run, p50',
        backend === 'redis' ? 200 : 300,
        ' ms',
        latencies?.fortySteps.p50 ?? null,
        0,
      ),
      most('step → step when idle, p50', 5, ' ms', latencies?.stepToStep.p50 ?? null, 1),
      most('step → step when idle, p99', 25, ' ms', latencies?.stepToStep.p99 ?? null, 1),
      least('rate with many processes ÷ with few', 0.9, growth ? growth.many / median(growth.few) : null),
      least(
        `rate with ${(results.history?.figures.tasks ?? 1e7).toLocaleString('en')} tasks of history ÷ without`,
        0.9,
        history ? median(history.full.perSecond) / median(history.empty.perSecond) : null,
      ),
      most(
        'memory of a worker after all ÷ after 1,000 commands',
        1.2,
        '',
        growth ? growthOfWorkers(growth.memory) : null,
      ),
    ];
  });
}

function rateRatios(results: Results, backend: Backend): { floor: number | null; peer: number | null } {
  const contestants = results.rates?.figures.contestants ?? [];
  const rateOf = ({ perSecond }: ContestantFigures): number => median(perSecond);
  const rates = (kind: ContestantFigures['kind']): number[] =>
    contestants.filter((one) => one.kind === kind).map(rateOf);
  const own = contestants.find(({ backend: its }) => its === backend);
  const [floor] = rates('floor');
  const best = Math.max(...rates('peer'));
  return {
    floor: own && floor !== undefined ? rateOf(own) / floor : null,
    peer: own && Number.isFinite(best) ? rateOf(own) / best : null,
  };
}

// The worker that grew most.
function growthOfWorkers([, first, last]: readonly MemoryReading[]): number {
  const workers = (reading: MemoryReading | undefined): number[] =>
    (reading?.processes ?? []).filter(({ name }) => name.startsWith('worker')).map(({ resident }) => resident);
  const before = workers(first);
  return Math.max(...workers(last).map((resident, index) => resident / (before[index] ?? resident)));
}
