import { client } from '@app/api-client';
import { learnServerTime } from '../time/clock';
import { toRequestError } from './request-error';
import { signInAgain } from './sign-in-again';

/** Prepares the generated client once, before the first request. */
export function configureClient(): void {
  // Told that a script asks, the server does not make the browser ask for a password in a window of its own.
  client.setConfig({ baseUrl: '', headers: { 'X-Requested-With': 'XMLHttpRequest' } });
  client.interceptors.error.use((error, response) => toRequestError(error, response));
  client.interceptors.response.use((response) => {
    if (response.status === 401) signInAgain();
    learnServerTime(response.headers.get('Date'));
    return response;
  });
}
