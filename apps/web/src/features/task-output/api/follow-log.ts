import { streamTaskLog } from '@app/api-client';

const RECONNECT_MS = 1000;

interface FollowHandlers {
  readonly onText: (text: string) => void;
  /** The stream was lost (true), or is back (false). */
  readonly onLost: (lost: boolean) => void;
}

/** Follows what an attempt writes, from its beginning to its end, across lost connections. */
export async function followLog(
  taskId: string,
  attempt: number,
  signal: AbortSignal,
  { onText, onLost }: FollowHandlers,
): Promise<void> {
  let lastEventId: string | undefined;
  let ended = false;
  while (!ended && !signal.aborted) {
    const { stream } = await streamTaskLog({
      path: { taskId },
      query: { attempt },
      headers: lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId },
      signal,
      sseMaxRetryAttempts: 1,
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        if (response.ok) onLost(false);
        // The task is gone, with all that it printed.
        if (response.status === 404) ended = true;
        return response;
      },
      onSseEvent: ({ event, data, id }) => {
        if (id !== undefined) lastEventId = id;
        if (event === 'end') ended = true;
        if (event === 'output' && hasText(data)) onText(data.text);
      },
    });
    for await (const _ of stream);
    if (ended || signal.aborted) return;
    onLost(true);
    await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
  }
}

function hasText(data: unknown): data is { text: string } {
  return typeof data === 'object' && data !== null && 'text' in data && typeof data.text === 'string';
}
