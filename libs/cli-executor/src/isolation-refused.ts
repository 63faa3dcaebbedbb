/** The isolation mode that was demanded, or any at all, is not to be had on this host; the message says why. */
export class IsolationRefusedError extends Error {
  override readonly name = 'IsolationRefusedError';
}
