import { setTimeout as delay } from 'node:timers/promises';
import { patience } from '../patience';
import type { SeededRandom } from '../seeded-random';
import { describeProcess, descendantsOf, isStillAlive } from '../topology/process-table';
import { withPatientClient } from '../topology/patient-client';
import { endedWell, type Service } from '../topology/service';
import { END_WITHIN_MS, SILENT_MS } from '../topology/topology';
import { uptimeMs } from '../uptime';
import type { FaultContext } from './scenario';

export type Range = readonly [min: number, max: number];

const LOOK_EVERY_MS = 20;
const DEAD_WITHIN_MS = 3_000;
const GIVEN_AWAY_WITHIN_MS = 5_000;

/** Does `fault` so many times, with pauses of a length from the range before each. */
export async function repeat(
  { pause }: FaultContext,
  random: SeededRandom,
  times: number,
  pauseMs: Range,
  fault: () => Promise<void> | void,
): Promise<void> {
  for (let time = 0; time < times; time++) {
    await pause(random.between(...pauseMs));
    await fault();
  }
}

/** kill -9 of a worker, and a look at what it leaves behind. Resolves when everything that hung below it is dead. */
export async function killWorker({ log }: FaultContext, worker: Service): Promise<void> {
  const below = worker.pid > 0 ? descendantsOf(worker.pid) : [];
  log.workerLost(worker.kill9());
  log.count('worker kill -9', worker.name);
  const killedAt = performance.now();
  const limitMs = patience(DEAD_WITHIN_MS);
  let alive = below;
  while (alive.length > 0 && performance.now() - killedAt < limitMs) {
    await delay(LOOK_EVERY_MS);
    alive = alive.filter(isStillAlive);
  }
  for (const orphan of alive)
    log.orphans.push(`${describeProcess(orphan)} lives ${Math.round(limitMs)} ms after the kill -9 of ${worker.name}`);
  if (below.length > 0) log.deathMs.push(performance.now() - killedAt);
}

/** kill -9 of the API, once it serves: killed again and again while it starts, it would only be away for long. */
export async function killApi({ log, topology, pause }: FaultContext): Promise<void> {
  while (!(await topology.isApiReady())) await pause(LOOK_EVERY_MS);
  topology.api.kill9();
  log.count('API kill -9');
}

const HELD_BY = `SELECT count(*)::integer AS held FROM scheduled_tasks s JOIN worker w ON w.id = s.picked_by
  WHERE s.picked AND w.pid = $1`;

/** SIGSTOP for longer than lease and grace, then SIGCONT: the worker comes back after its work was given away. */
export async function freezeWorker({ log, random, pause, topology }: FaultContext, worker: Service): Promise<void> {
  const { pid } = worker;
  log.workerLost(pid);
  worker.freeze();
  log.count('worker freeze', worker.name);
  const isGivenAway = (): Promise<boolean> =>
    withPatientClient(topology.databaseUrl, async (client) => {
      const { rows } = await client.query<{ held: number }>(HELD_BY, [pid]);
      return rows[0]?.held === 0;
    });
  try {
    await pause(SILENT_MS);
    // On a busy machine that takes a while.
    const limitMs = performance.now() + patience(GIVEN_AWAY_WITHIN_MS);
    while (performance.now() < limitMs && !(await isGivenAway())) await pause(LOOK_EVERY_MS);
    await pause(random.between(1_500, 3_000));
  } finally {
    worker.thaw();
  }
}

export async function crashPostgres({ log, topology }: FaultContext): Promise<void> {
  log.count('PostgreSQL crash');
  await topology.options.postgres.crashAndRestart();
  log.healed('PostgreSQL crash');
}

/** Cuts off up to `limit` sessions. */
export async function cutSessions({ log, topology }: FaultContext, limit: number): Promise<number> {
  const { postgres, database } = topology.options;
  const cut = await postgres.terminateSessions(database, limit);
  log.count('session cut off', '', cut);
  log.healed('session cut off');
  return cut;
}

/** Stops the run of a record as a user does. */
export async function stopRun({ client, log }: FaultContext, recordId: string): Promise<void> {
  if (!(await client.stop(recordId))) return;
  log.stops.set(recordId, uptimeMs());
  log.count('stop', recordId);
}

/** SIGTERM, wait for the end, start again, wait until it works: one worker after the other, then the API. */
export async function rollingRestart({ log, topology, pause }: FaultContext): Promise<void> {
  for (const service of [...topology.workers, topology.api]) {
    const how = await service.restart(patience(END_WITHIN_MS));
    log.count('SIGTERM restart', service.name);
    if (!endedWell(how)) log.badEnds.push(`${service.name} ended with ${how} after SIGTERM`);
    // Otherwise all would be starting most of the time, and none at work when it is to end.
    while (!(await (service === topology.api ? topology.isApiReady() : isRegistered(topology, service))))
      await pause(LOOK_EVERY_MS);
  }
}

async function isRegistered({ databaseUrl }: FaultContext['topology'], worker: Service): Promise<boolean> {
  const { rowCount } = await withPatientClient(databaseUrl, (client) =>
    client.query('SELECT FROM worker WHERE pid = $1 AND stopped_at IS NULL', [worker.pid]),
  );
  return rowCount !== 0;
}

/** A worker that is neither frozen nor being started; waits for one. */
export async function steadyWorker({ topology, pause }: FaultContext, random: SeededRandom): Promise<Service> {
  for (;;) {
    const steady = topology.workers.filter((worker) => worker.pid > 0 && !worker.isFrozen);
    if (steady.length > 0) return random.pick(steady);
    await pause(LOOK_EVERY_MS);
  }
}

// Claimed long enough ago for the command to have begun: a worker that is frozen before has nothing to report late.
const BUSY = `SELECT DISTINCT w.pid FROM task_attempt a JOIN worker w ON w.id = a.worker_id
  WHERE a.completed_at IS NULL AND a.started_at < now() - interval '500 milliseconds'`;

/** A worker that runs a command and is not frozen; waits for one. */
export async function busyWorker({ topology, pause }: FaultContext, random: SeededRandom): Promise<Service> {
  for (;;) {
    const { rows } = await withPatientClient(topology.databaseUrl, (client) => client.query<{ pid: number }>(BUSY));
    const busy = topology.workers.filter((worker) => !worker.isFrozen && rows.some(({ pid }) => pid === worker.pid));
    if (busy.length > 0) return random.pick(busy);
    await pause(LOOK_EVERY_MS);
  }
}
