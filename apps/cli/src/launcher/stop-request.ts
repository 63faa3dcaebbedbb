import { deferred } from './deferred';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The wish to stop, as signals tell it: the first asks, another one hurries. */
export class StopRequest {
  readonly requested: Promise<void>;
  readonly hurried: Promise<void>;
  private count = 0;
  private readonly listener: () => void;

  constructor() {
    const requested = deferred<void>();
    const hurried = deferred<void>();
    this.requested = requested.promise;
    this.hurried = hurried.promise;
    this.listener = () => {
      this.count += 1;
      (this.count === 1 ? requested : hurried).resolve();
    };
    for (const signal of SIGNALS) process.on(signal, this.listener);
  }

  get isRequested(): boolean {
    return this.count > 0;
  }

  dispose(): void {
    for (const signal of SIGNALS) process.off(signal, this.listener);
  }
}
