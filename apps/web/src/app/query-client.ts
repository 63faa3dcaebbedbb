import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { accountQuery } from '../features/account/api/get-account';
import { RequestError } from '../shared/request/request-error';

const RETRIES = 2;
/** What was read for a page is not read again when the page's code comes a moment later. */
const FRESH_MS = 5_000;

/** Reading is tried again only where that can help: when no answer came or the server is away for a moment. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: checkRole }),
  mutationCache: new MutationCache({ onError: checkRole }),
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < RETRIES && isPassing(error),
      staleTime: FRESH_MS,
      // The event stream says what has changed.
      refetchOnWindowFocus: false,
    },
  },
});

function isPassing(error: unknown): boolean {
  return error instanceof RequestError && (error.status === 0 || error.status >= 502);
}

/** Who is refused something that was offered has another role than the page knew. */
function checkRole(error: unknown): void {
  if (error instanceof RequestError && error.status === 403)
    void queryClient.invalidateQueries({ queryKey: accountQuery.queryKey });
}
