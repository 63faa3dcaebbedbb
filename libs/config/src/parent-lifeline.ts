/**
 * Calls `callback` once when the launcher that started this process is gone, however it ended (also kill -9):
 * the IPC channel is the lifeline. Does nothing in a process that was started by itself. The lifeline does not
 * keep the process alive.
 */
export function onParentGone(callback: () => void): void {
  // `send` tells that there was a channel; it stays when the channel has closed.
  if (process.send === undefined) return;
  if (!process.connected) {
    queueMicrotask(callback);
    return;
  }
  process.once('disconnect', callback);
  process.channel?.unref();
}
