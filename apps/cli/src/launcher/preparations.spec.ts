import { once } from 'node:events';
import { statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { loadLauncherConfig } from '@app/config';
import { temporaryFolder } from '@app/testing';
import { adminPassword } from './admin-password';
import { prepareDataFolder } from './data-folder';
import { checkPort } from './port-check';
import { addressOf } from './readiness';

const folder = temporaryFolder('preparations');
afterAll(() => folder.remove());

describe('checkPort', () => {
  it('names a port that somebody else uses, and accepts it once it is free', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(checkPort('127.0.0.1', port)).rejects.toThrow(
      `PORT ${port} on 127.0.0.1 is in use: stop the program that uses it, or set PORT to another one`,
    );
    const waiting = checkPort('127.0.0.1', port);
    other.close();
    await expect(waiting).resolves.toBeUndefined();
  });

  it('names an address that is not of this machine', async () => {
    await expect(checkPort('192.0.2.1', 18_082)).rejects.toThrow('HOST 192.0.2.1 is no address of this machine');
  });
});

describe('prepareDataFolder', () => {
  it('makes the folder for its owner only', () => {
    const path = join(folder.path, 'a', 'b');
    prepareDataFolder(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it('names DATA_DIR when it cannot be written', () => {
    const path = join(folder.path, 'file');
    writeFileSync(path, '');
    expect(() => prepareDataFolder(path)).toThrow(`DATA_DIR ${path} cannot be written: `);
  });

  // As root nearly every folder can be made; not there.
  const kernelFolder = process.platform === 'linux' ? it : it.skip;
  kernelFolder('names DATA_DIR when it cannot be made, instead of trying for ever', () => {
    expect(() => prepareDataFolder('/proc/no/such')).toThrow('DATA_DIR /proc/no/such cannot be written: ');
  });
});

describe('adminPassword', () => {
  const config = (env: Record<string, string> = {}) => loadLauncherConfig({ DATA_DIR: folder.path, ...env });

  it('is generated once and kept for its owner only', () => {
    const first = adminPassword(config());
    expect(first).toMatchObject({ isNew: true, file: join(folder.path, 'admin-password') });
    expect(first.password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
    expect(statSync(first.file ?? '').mode & 0o777).toBe(0o600);
    expect(adminPassword(config())).toEqual({ ...first, isNew: false });
  });

  it('is ADMIN_PASSWORD where that is set', () => {
    expect(adminPassword(config({ ADMIN_PASSWORD: 'quite another one' }))).toEqual({
      password: 'quite another one',
      isNew: false,
      file: null,
    });
  });

  it('passes its own check', () => {
    const { password } = adminPassword(config());
    expect(config({ ADMIN_PASSWORD: password }).adminPassword).toBe(password);
  });
});

describe('addressOf', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:8082'],
    ['0.0.0.0', 'http://127.0.0.1:8082'],
    ['::', 'http://[::1]:8082'],
    ['fe80::1', 'http://[fe80::1]:8082'],
    ['box.example', 'http://box.example:8082'],
  ])('%s is reached at %s', (host, url) => {
    expect(addressOf({ host, port: 8082 })).toBe(url);
  });
});
