import { Config } from '@app/config';
import { StatisticsRepository, type StatusCounts, WorkerRepository, type WorkState } from '@app/process-records';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { AggregatorRegistry, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { HttpMetrics } from '../http/http-metrics';

/** Metrics of this process, of the work list and of all workers together, for Prometheus. */
@Injectable()
export class MetricsService {
  private readonly ofProcess = new Registry();
  private readonly ofDatabase = new Registry();
  private readonly databaseUp = new Gauge({
    name: 'orchestrator_database_up',
    help: '1 when the database could be read for this answer; when not, what is read from it is left out.',
    registers: [this.ofProcess],
  });
  private readonly records = this.gauge('records', 'Process records, by their current status.', ['status']);
  private readonly running = this.gauge('running_tasks', 'Tasks whose commands run.');
  private readonly queueDepth = this.gauge('queue_depth', 'Tasks that are due and that no worker took.');
  private readonly oldest = this.gauge('oldest_waiting_seconds', 'How long the oldest due task has waited.');
  private readonly workersAlive = this.gauge('workers_alive', 'Workers whose lease is valid.');
  private readonly overdue = this.gauge('overdue_schedules', 'Schedules whose fire has been due for over 5 seconds.');
  private readonly slots = this.gauge('slots', 'Commands that the living workers can run at once.');

  constructor(
    private readonly statistics: StatisticsRepository,
    private readonly workers: WorkerRepository,
    private readonly http: HttpMetrics,
    private readonly config: Config,
  ) {
    collectDefaultMetrics({ register: this.ofProcess });
  }

  async send(response: Response): Promise<void> {
    const ofWorkers = await this.readDatabase().catch(() => undefined);
    this.databaseUp.set(ofWorkers ? 1 : 0);
    const fromDatabase = ofWorkers ? [this.ofDatabase, ofWorkers] : [];
    const registries = [this.ofProcess, this.http.registry, ...fromDatabase];
    const texts = await Promise.all(registries.map((registry) => registry.metrics()));
    response.type(Registry.PROMETHEUS_CONTENT_TYPE).send(texts.join('\n'));
  }

  private async readDatabase(): Promise<Registry> {
    const [counts, work, overdue, metrics] = await Promise.all([
      this.statistics.countRecordsByStatus(),
      this.statistics.readWorkState(this.config.leaseMs),
      this.statistics.countOverdueSchedules(),
      this.workers.listMetrics(),
    ]);
    this.set(counts, work);
    this.overdue.set(overdue);
    return AggregatorRegistry.aggregate(metrics.filter(Array.isArray));
  }

  private set(counts: StatusCounts, work: WorkState): void {
    for (const [status, count] of Object.entries(counts)) this.records.set({ status }, count);
    this.running.set(work.runningTasks);
    this.queueDepth.set(work.queueDepth);
    this.oldest.set((work.oldestWaitingMs ?? 0) / 1000);
    this.workersAlive.set(work.workersAlive);
    this.slots.set(work.slots);
  }

  private gauge<Label extends string>(name: string, help: string, labelNames: Label[] = []): Gauge<Label> {
    return new Gauge({ name: `orchestrator_${name}`, help, labelNames, registers: [this.ofDatabase] });
  }
}
