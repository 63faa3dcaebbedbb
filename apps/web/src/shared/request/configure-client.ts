import { client } from '@app/api-client';
import { learnServerTime } from '../time/clock';
import { toRequestError } from './request-error';

/** Prepares the generated client once, before the first request. */
export function configureClient(): void {
  client.setConfig({ baseUrl: '' });
  client.interceptors.error.use((error, response) => toRequestError(error, response));
  client.interceptors.response.use((response) => {
    learnServerTime(response.headers.get('Date'));
    return response;
  });
}
