import { uptimeMs } from '../uptime';
import type { WorkerLoss } from '../verdict/delays';

/** What was done to the product, and when. */
export class FaultLog {
  readonly counts: Record<string, number> = {};
  readonly losses: WorkerLoss[] = [];
  /** When a stop was acknowledged, by record. */
  readonly stops = new Map<string, number>();
  /** Processes that lived on although the worker that ran them was killed. */
  readonly orphans: string[] = [];
  /** Services that did not end well when they were asked to. */
  readonly badEnds: string[] = [];
  /** How long, in ms, processes lived on after the kill of the worker that ran them: the longest of each kill. */
  readonly deathMs: number[] = [];

  /** When faults were over. */
  readonly faultEndsMs: number[] = [];

  constructor(private readonly trace: (line: string) => void) {}

  count(fault: string, target = '', times = 1): void {
    this.counts[fault] = (this.counts[fault] ?? 0) + times;
    this.trace(`${fault} ${target}`.trim());
  }

  /** What was broken is whole again, from now on. */
  healed(fault: string): void {
    this.faultEndsMs.push(uptimeMs());
    this.trace(`${fault} is over`);
  }

  workerLost(pid: number): void {
    if (pid > 0) this.losses.push({ pid, atMs: uptimeMs() });
  }
}
