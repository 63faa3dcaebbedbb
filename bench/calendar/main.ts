import { monitorEventLoopDelay } from 'node:perf_hooks';
import { dataSourceOptions, runMigrations, sqlClientOf } from '@app/database';
import {
  FireTallyRepository,
  PastFires,
  ScheduleFireRepository,
  ScheduleOutlookRepository,
  ScheduleOutlookService,
  ScheduleTimelineRepository,
  ScheduleTimelineService,
} from '@app/process-records';
import { calendarDays } from '@app/scheduling';
import { testDatabase } from '@app/testing';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { percentile, table } from '../table';
import { fillSchedules } from './rows';

const ZONE = 'Europe/Berlin';
const FIRES = 150_000;
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

type View = readonly [name: string, ask: () => Promise<unknown>];

async function main(records: number, different: number, times: number): Promise<void> {
  const database = await testDatabase(runMigrations);
  const client = new Client({ connectionString: database.url });
  const source = new DataSource(dataSourceOptions({ url: database.url, poolSize: 4 }));
  try {
    await client.connect();
    await fillSchedules(client, records, different, FIRES);
    const sql = sqlClientOf(await source.initialize());
    const repository = new ScheduleOutlookRepository(sql);
    const outlook = new ScheduleOutlookService(repository, new PastFires(new FireTallyRepository(sql)));
    const timeline = new ScheduleTimelineService(new ScheduleTimelineRepository(sql));
    const views = viewsOf(repository, outlook, timeline, new ScheduleFireRepository(sql));
    const blocked = monitorEventLoopDelay({ resolution: 1 });
    blocked.enable();
    const measured = views.map(() => [] as number[]);
    const ask = async (index: number, view: View): Promise<void> => {
      const startedAt = performance.now();
      await view[1]();
      measured[index]?.push(performance.now() - startedAt);
    };
    // In turn, so that no view finds only what itself has brought into memory.
    for (let round = -1; round < times; round++) for (const [index, view] of views.entries()) await ask(index, view);
    blocked.disable();
    const rows = views.map(([name], index) => {
      const [cold = 0, ...warm] = measured[index] ?? [];
      return [name, ...[cold, percentile(warm, 0.5), percentile(warm, 0.95)].map((value) => value.toFixed(1))];
    });
    say(`${records} records, ${different} schedules, ${FIRES} past fires, ${times} times each, without HTTP:\n`);
    say(table(['view', 'first ms', 'p50 ms', 'p95 ms'], rows));
    say(`\nNothing kept the process longer than ${(blocked.max / 1e6).toFixed(0)} ms.`);
  } finally {
    if (source.isInitialized) await source.destroy();
    await client.end();
    await database.drop();
  }
}

function viewsOf(
  repository: ScheduleOutlookRepository,
  outlook: ScheduleOutlookService,
  timeline: ScheduleTimelineService,
  fires: ScheduleFireRepository,
): View[] {
  const today = new Date();
  const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const daysOf = (first: number, days: number, minutes: number) =>
    calendarDays(dateOf(today.getTime() + first * 86_400_000), days, ZONE, minutes) ?? [];
  const [day, week] = [daysOf(1, 1, 5), daysOf(0, 7, 60)];
  const around = daysOf(-3, 7, 60);
  const windowOf = (days: typeof day) => ({ from: days[0]?.from.getTime() ?? 0, to: days.at(-1)?.to.getTime() ?? 0 });
  const slotsOf = (days: typeof day) => days.flatMap(({ slots }) => slots);
  const hour = { from: windowOf(day).from + 9 * 3_600_000, to: windowOf(day).from + 10 * 3_600_000 };
  const at = (days: typeof day, slotMinutes: number) =>
    ({ window: windowOf(days), slotMinutes, sort: 'id', now: new Date() }) as const;
  return [
    ['totals', () => repository.totals()],
    ['calendar, the coming week', () => outlook.calendar({}, slotsOf(week), new Date())],
    ['calendar, three days back and three ahead', () => outlook.calendar({}, slotsOf(around), new Date())],
    ['calendar, tomorrow', () => outlook.calendar({}, slotsOf(day), new Date())],
    ['calendar, of a type', () => outlook.calendar({ type: 'bench' }, slotsOf(week), new Date())],
    ['load of a week', () => outlook.load({}, windowOf(week), { threshold: 16, limit: 10, now: new Date() })],
    ['who fires in an hour', () => outlook.coming({}, hour, { limit: 50, now: new Date() })],
    ['fires of an hour', () => fires.list({ from: new Date(Date.now() - 3_600_000), to: new Date() }, { limit: 100 })],
    ['timeline, a day', () => timeline.list({}, at(day, 15), { limit: 25 })],
    ['timeline, three days back and three ahead', () => timeline.list({}, at(around, 120), { limit: 25 })],
    ['timeline, soonest first', () => timeline.list({}, { ...at(around, 120), sort: 'nextFireAt' }, { limit: 25 })],
    ['timeline, searched', () => timeline.list({ search: 'ord-199' }, at(week, 120), { limit: 25 })],
    ['timeline, of an expression', () => timeline.list({ schedule: '5 * * * *' }, at(week, 120), { limit: 25 })],
  ];
}

const [records = 20_000, different = 500, times = 50] = process.argv.slice(2).map(Number);
main(records, different, times).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
