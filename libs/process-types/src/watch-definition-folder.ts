import { watch as watchFs } from 'node:fs';
import { fingerprintFolder } from './definition-files';

/** What the watcher needs of its surroundings; tests bring their own. */
export interface WatchSurroundings {
  /** Starts a timer and gives what cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
  /** Reports changes of a folder as the system tells them and gives what ends that; throws when it cannot. */
  readonly watch: (dir: string, onEvent: () => void, onEnd: () => void) => () => void;
  readonly fingerprint: (dir: string) => Promise<string>;
}

export interface WatchOptions {
  /** The fingerprint of what is loaded already; without it the state at the first look counts as loaded. */
  readonly since?: string;
  /** How long the folder has to be quiet before a change is looked at. */
  readonly debounceMs?: number;
  /** How often to look without being told: network and container file systems often tell nothing. */
  readonly pollMs?: number;
  /** Called with what `onChange` threw; the watcher goes on. */
  readonly onError?: (error: unknown) => void;
  readonly surroundings?: WatchSurroundings;
}

export interface FolderWatcher {
  /** Ends the watch; resolves when a running `onChange` has ended. Idempotent. */
  close(): Promise<void>;
}

/**
 * Calls `onChange` once for each settled change of the definition files of a folder, one call at a time. Follows a
 * folder that appears later or is replaced. Never throws.
 */
export function watchDefinitionFolder(
  dir: string,
  onChange: () => void | Promise<void>,
  options: WatchOptions = {},
): FolderWatcher {
  const { debounceMs = 200, pollMs = 5000, onError = () => {}, surroundings = SURROUNDINGS } = options;
  let known = options.since;
  let closed = false;
  let unwatch: (() => void) | null = null;
  let cancelSoon = () => {};
  let cancelPoll = () => {};
  let looking: Promise<void> = Promise.resolve();

  const look = async (): Promise<void> => {
    if (closed) return;
    cancelPoll();
    attach();
    const found = await surroundings.fingerprint(dir);
    const changed = known !== undefined && found !== known;
    known = found;
    if (changed && !closed) {
      // The folder itself may be another one now, which the old watch does not see.
      detach();
      attach();
      lookSoon();
      await Promise.resolve().then(onChange).catch(onError);
    }
    if (!closed) cancelPoll = surroundings.after(pollMs, enqueueLook);
  };

  const enqueueLook = (): void => {
    looking = looking.then(look);
  };

  const lookSoon = (): void => {
    cancelSoon();
    if (!closed) cancelSoon = surroundings.after(debounceMs, enqueueLook);
  };

  const attach = (): void => {
    try {
      if (!closed) unwatch ??= surroundings.watch(dir, lookSoon, detach);
    } catch {
      // Not there yet, or no more watches to be had: polling goes on, and tries again.
    }
  };

  const detach = (): void => {
    unwatch?.();
    unwatch = null;
  };

  enqueueLook();
  return {
    close: async () => {
      closed = true;
      cancelSoon();
      cancelPoll();
      detach();
      await looking;
    },
  };
}

const SURROUNDINGS: WatchSurroundings = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
  watch: (dir, onEvent, onEnd) => {
    const watcher = watchFs(dir, { persistent: false }, onEvent);
    watcher.on('error', onEnd);
    return () => watcher.close();
  },
  fingerprint: fingerprintFolder,
};
