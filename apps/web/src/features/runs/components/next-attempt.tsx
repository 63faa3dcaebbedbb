import { useQuery } from '@tanstack/react-query';
import { formatElapsed } from '../../../shared/time/format-duration';
import { useSecondsNow } from '../../../shared/time/ticker';
import { nextAttemptQuery } from '../api/get-next-attempt-time';

/** When a task that waits after a failed attempt is tried again. */
export function NextAttempt({ recordId, taskId, number }: { recordId: string; taskId: string; number: number }) {
  const { data } = useQuery(nextAttemptQuery(recordId, taskId));
  const now = useSecondsNow();
  if (!data) return `Attempt ${number} follows.`;
  const left = Date.parse(data) - now;
  return left > 0 ? `Attempt ${number} in ${formatElapsed(left)}.` : `Attempt ${number} is due.`;
}
