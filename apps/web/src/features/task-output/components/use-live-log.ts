import { useEffect, useState, useSyncExternalStore } from 'react';
import { followLog } from '../api/follow-log';
import { LogBuffer } from '../log-buffer';
import type { LogSource } from './log-source';

/** The output of an attempt that runs, as it grows. Give the component a key, so that each attempt begins anew. */
export function useLiveLog(taskId: string, attempt: number): { source: LogSource; lost: boolean } {
  const [buffer, setBuffer] = useState(() => new LogBuffer());
  const [lost, setLost] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const fresh = new LogBuffer();
    setBuffer(fresh);
    void followLog(taskId, attempt, stop.signal, { onText: (text) => fresh.append(text), onLost: setLost });
    return () => stop.abort();
  }, [taskId, attempt]);
  useSyncExternalStore(buffer.subscribe, buffer.read);
  return { source: { first: buffer.first, last: buffer.last, line: (number) => buffer.line(number) }, lost };
}
