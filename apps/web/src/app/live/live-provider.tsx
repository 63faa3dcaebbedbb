import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { LiveConnection, type LiveState } from './live-connection';
import { LiveUpdates } from './live-updates';
import { openEventStream } from './open-event-stream';

// Switching between tabs for a moment is no reason to reconnect.
const PAUSE_AFTER_HIDDEN_MS = 60_000;

interface Live {
  readonly connection: LiveConnection;
  readonly updates: LiveUpdates;
}

const LiveContext = createContext<Live | null>(null);

function makeLive(queries: QueryClient): Live {
  const updates = new LiveUpdates(queries);
  return { updates, connection: new LiveConnection(openEventStream, updates, positionOfPage()) };
}

// The server writes it into the page that it sends: before the first request for data.
function positionOfPage(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name="event-position"]')?.content;
}

/** Keeps what is on screen up to date for as long as it is mounted and the page is looked at. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [live] = useState(() => makeLive(queries));
  useEffect(() => {
    const { connection } = live;
    let pausing: ReturnType<typeof setTimeout> | undefined;
    const followVisibility = () => {
      clearTimeout(pausing);
      if (document.hidden) pausing = setTimeout(() => connection.pause(), PAUSE_AFTER_HIDDEN_MS);
      else connection.connect();
    };
    connection.connect();
    document.addEventListener('visibilitychange', followVisibility);
    return () => {
      document.removeEventListener('visibilitychange', followVisibility);
      clearTimeout(pausing);
      connection.pause();
    };
  }, [live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** The state of the event stream, and a function that reads again all that is on screen. */
export function useLive(): { state: LiveState; refreshNow: () => void } {
  const live = useContext(LiveContext);
  if (live === null) throw new Error('useLive needs a LiveProvider');
  const state = useSyncExternalStore(live.connection.subscribe, live.connection.state);
  return { state, refreshNow: () => void live.updates.onReload() };
}
