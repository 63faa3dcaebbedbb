import { isConnectionFault, withClient } from '@app/database';
import { eventually } from '@app/testing';
import type { Client } from 'pg';
import { patience } from '../patience';

const ANSWER_WITHIN_MS = 60_000;

/** `withClient` for the harness' own reading: a busy or restarting server is asked again, as nothing depends on when. */
export async function withPatientClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const { value } = await eventually(
    'PostgreSQL answers the harness',
    () =>
      withClient(url, async (client) => ({ value: await work(client) })).catch((error: unknown) => {
        if (isConnectionFault(error)) return null;
        throw error;
      }),
    patience(ANSWER_WITHIN_MS),
  );
  return value;
}
