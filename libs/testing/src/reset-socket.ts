import type { Socket } from 'node:net';

/**
 * Breaks the connection with a reset where that can be done: one whose end is just being sent is only closed. Node would
 * forget its handle unclosed, and the process could never exit: libuv refuses a reset then, and `resetAndDestroy` takes
 * no notice (TCPWrap::Reset, Node 20).
 */
export function resetSocket(socket: Socket): void {
  if (socket.writableEnded && !socket.writableFinished) socket.destroy();
  else socket.resetAndDestroy();
}
