import { streamEvents } from '@app/api-client';
import { signInAgain } from '../../shared/request/sign-in-again';
import type { StreamRequest } from './live-connection';

// The server sends something at least every 5 s; a stream that is silent for much longer is dead without knowing it.
const SILENCE_MS = 15_000;

/** Reads `/api/events` through the generated client, once: reconnecting is the caller's business. */
export async function openEventStream({ lastEventId, signal, onOpen, onEvent }: StreamRequest): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const { stream } = await streamEvents({
      signal: AbortSignal.any([signal, silence.signal]),
      headers: lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId },
      sseMaxRetryAttempts: 1,
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        if (response.ok) onOpen();
        if (response.status === 401) signInAgain();
        return response;
      },
      onSseEvent: ({ event, data, id }) => {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENCE_MS);
        onEvent(event, data, id);
      },
    });
    for await (const _ of stream);
  } finally {
    clearTimeout(timer);
  }
}
