import { useSyncExternalStore } from 'react';
import { serverNow } from './clock';

/** One timer per pace, however many components show the time; it rests while nobody does or the page is hidden. */
class Ticker {
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setInterval> | undefined;
  private now = serverNow();

  constructor(private readonly paceMs: number) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    this.timer ??= setInterval(this.tick, this.paceMs);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      clearInterval(this.timer);
      this.timer = undefined;
    };
  };

  readonly read = (): number => {
    if (this.timer === undefined && serverNow() - this.now >= this.paceMs) this.now = serverNow();
    return this.now;
  };

  private readonly tick = (): void => {
    if (document.hidden) return;
    this.now = serverNow();
    for (const listener of this.listeners) listener();
  };
}

const everySecond = new Ticker(1000);
const everyTenSeconds = new Ticker(10_000);
const never = { subscribe: () => () => {}, read: () => 0 };

/** The server's time, renewed each second; 0 and no renewal while `running` is false. */
export function useSecondsNow(running = true): number {
  const source = running ? everySecond : never;
  return useSyncExternalStore(source.subscribe, source.read);
}

/** The server's time, renewed every ten seconds: enough for `2m ago`. */
export function useCoarseNow(): number {
  return useSyncExternalStore(everyTenSeconds.subscribe, everyTenSeconds.read);
}
