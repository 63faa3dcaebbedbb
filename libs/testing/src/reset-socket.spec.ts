import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { resetSocket } from './reset-socket';

let server: Server;
let accepted: Promise<Socket>;
let socket: Socket;

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  accepted = once(server, 'connection').then(([peer]) => peer as Socket);
  socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
});

afterEach(() => {
  server.close();
});

it('resets a connection', async () => {
  const peer = await accepted;
  const failed = once(peer, 'error');
  resetSocket(socket);
  expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
});

it('closes a connection whose end is being sent', async () => {
  const peer = await accepted;
  const closed = once(peer.resume(), 'close');
  socket.end();
  resetSocket(socket);
  await closed;
  expect(socket.destroyed).toBe(true);
});
