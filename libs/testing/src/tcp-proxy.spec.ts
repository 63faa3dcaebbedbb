import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { eventually } from './eventually';
import { TcpProxy } from './tcp-proxy';

let echo: Server;
let proxy: TcpProxy;
const sockets: Socket[] = [];

beforeEach(async () => {
  echo = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined).pipe(socket);
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await TcpProxy.listen((echo.address() as AddressInfo).port);
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await proxy.close();
  echo.close();
  await once(echo, 'close');
});

async function dial(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

async function ask(socket: Socket, text: string): Promise<string> {
  socket.write(text);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  return answer.toString();
}

it('passes bytes both ways', async () => {
  expect(await ask(await dial(), 'hello')).toBe('hello');
});

it('passes on the end of a connection', async () => {
  const socket = await dial();
  socket.resume().end();
  await once(socket, 'close');
  await eventually('the proxy has forgotten it', () => proxy.connections === 0);
});

it('delays each direction', async () => {
  const socket = await dial();
  proxy.delay(60);
  const sentAt = performance.now();
  await ask(socket, 'slow');
  expect(performance.now() - sentAt).toBeGreaterThanOrEqual(118);
});

it('resets connections', async () => {
  const socket = await dial();
  await ask(socket, 'hello');
  const failed = once(socket, 'error');
  proxy.resetAll();
  const [error] = (await failed) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNRESET');
});

it('refuses: old and new connections break, until it is healed', async () => {
  const old = await dial();
  await ask(old, 'hello');
  const failed = once(old, 'error');
  proxy.refuse();
  await failed;
  const refused = connect(proxy.port, '127.0.0.1');
  sockets.push(refused);
  const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNRESET');
  proxy.heal();
  expect(await ask(await dial(), 'again')).toBe('again');
  expect(proxy.accepted).toBe(3);
});

it('goes half-open: old connections stay silent for ever, new ones work after healing', async () => {
  const old = await dial();
  await ask(old, 'hello');
  const signs: string[] = [];
  for (const event of ['data', 'end', 'error', 'close']) old.on(event, () => signs.push(event));
  proxy.goHalfOpen();
  old.write('lost');
  const caught = await dial();
  proxy.heal();
  expect(await ask(await dial(), 'new')).toBe('new');
  caught.write('lost too');
  expect(await ask(await dial(), 'newer')).toBe('newer');
  expect(signs).toEqual([]);
});
