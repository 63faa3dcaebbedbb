import type { BackfillOutcome, BackfillResult } from '@app/api-client';

/** `Queue 31 runs`, or what was done: `Queued 1 run`. */
export function queueWords(count: number, verb: 'Queue' | 'Queued'): string {
  return `${verb} ${count.toLocaleString('en')} ${count === 1 ? 'run' : 'runs'}`;
}

/** What a backfill does about a range: how many fires it has, for how many a run is made, and why not for the others. */
export function planWords({ fires, queued }: Pick<BackfillResult, 'fires' | 'queued'>): string {
  if (fires.length === 0) return 'The range has no fire that could be made up for.';
  const number = (outcome: BackfillOutcome) => fires.filter((fire) => fire.outcome === outcome).length;
  const [made, waiting] = [number('HAS_RUN'), number('WAITS_ALREADY')];
  const left = [
    ...(made > 0 ? [`${made.toLocaleString('en')} ${made === 1 ? 'has its run' : 'have their runs'} already`] : []),
    ...(waiting > 0 ? [`${waiting.toLocaleString('en')} ${waiting === 1 ? 'waits' : 'wait'} already`] : []),
  ];
  const all = `${fires.length.toLocaleString('en')} ${fires.length === 1 ? 'fire' : 'fires'}`;
  const runs =
    queued === 0 ? 'none needs a run' : `${queued.toLocaleString('en')} ${queued === 1 ? 'gets' : 'get'} a run`;
  return `${all}: ${[runs, ...left].join(', ')}.`;
}
