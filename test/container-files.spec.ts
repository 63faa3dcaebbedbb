import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@app/testing';
import { DCLinter } from 'dclint';
import { run as lintDockerfile } from 'dockerfilelint';
import { parse } from 'yaml';

const root = join(__dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Service {
  readonly image: string;
  readonly build?: unknown;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly container_name?: string;
  readonly stop_grace_period?: string;
  readonly user?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

/** The linter's findings. How keys and services are ordered is a matter of taste; here it follows the story. */
function lintCompose(file: string): unknown[] {
  const rules = {
    'require-quotes-in-ports': 0,
    'service-keys-order': 0,
    'services-alphabetical-order': 0,
    'top-level-properties-order': 0,
  };
  const linter = new DCLinter({ rules, quiet: false, debug: false, exclude: [] });
  return (linter.lintFiles([file], false) as { messages: unknown[] }[]).flatMap(({ messages }) => messages);
}

describe('Dockerfile', () => {
  const dockerfile = read('Dockerfile');
  const stages = dockerfile.split(/^(?=FROM )/m).slice(1);
  const last = stages.at(-1) ?? '';

  it('has no fault that the linter knows', () => {
    expect(lintDockerfile(root, dockerfile)).toEqual([]);
  });

  it('builds in one stage and runs in another, without the tools', () => {
    expect(stages.length).toBeGreaterThan(1);
    expect(stages[0]).toContain('npm prune --omit=dev');
    expect(last).not.toContain('npm ');
  });

  it('runs as an ordinary user, under an init, with a health check', () => {
    expect(/^USER (.+)$/m.exec(last)?.[1]).toBe('node');
    expect(last).toContain('ENTRYPOINT ["tini", "--"]');
    expect(last).toMatch(/^HEALTHCHECK /m);
  });

  it('names the version of its base image', () => {
    for (const [, image] of dockerfile.matchAll(/^FROM (\S+)/gm)) expect(image).toMatch(/:\d+\.\d+\.\d+-/);
  });

  it('starts files that the build makes', () => {
    for (const [, file] of dockerfile.matchAll(/"dist\/([^"]+)\.js"/g)) expect(() => read(`${file}.ts`)).not.toThrow();
  });
});

describe('docker-compose.yml', () => {
  const text = read('docker-compose.yml');
  const services = parse(text, { merge: true }).services as Record<string, Service>;
  const service = (name: string): Service => {
    const found = services[name];
    if (!found) throw new Error(`no service ${name}`);
    return found;
  };

  it('follows the Compose schema and has no fault that the linter knows', () => {
    expect(lintCompose(join(root, 'docker-compose.yml'))).toEqual([]);
  });

  it('is checked by something that finds faults', () => {
    const folder = temporaryFolder('compose');
    const broken = join(folder.path, 'docker-compose.yml');
    writeFileSync(broken, text.replace('healthcheck:', 'healthchek:'));
    expect(JSON.stringify(lintCompose(broken))).toContain('invalid-schema');
    folder.remove();
  });

  it('has the truth, the queue, the API and workers', () => {
    expect(Object.keys(services).sort()).toEqual(['api', 'postgres', 'redis', 'worker']);
  });

  it('keeps queued work: Redis never evicts and writes it to disk', () => {
    const command = service('redis').command?.join(' ');
    expect(command).toContain('--maxmemory-policy noeviction');
    expect(command).toContain('--appendonly yes');
    expect(service('redis').volumes).toEqual(['redis-data:/data']);
  });

  it('can run many workers: nothing of theirs is there once only', () => {
    expect(service('worker').container_name).toBeUndefined();
    expect(service('worker').ports).toBeUndefined();
  });

  it('gives a worker more time to stop than its commands get', () => {
    expect(Number.parseInt(service('worker').stop_grace_period ?? '', 10)).toBeGreaterThanOrEqual(45);
  });

  it('waits for healthy services; each has a health check of its own or of the image', () => {
    for (const name of ['api', 'worker']) {
      expect(service(name).depends_on).toEqual({
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
      });
    }
    for (const name of ['postgres', 'redis', 'worker']) expect(service(name).healthcheck?.test).toBeDefined();
  });

  it('has no password of its own, and none by default', () => {
    for (const [, name, rest] of text.matchAll(/\$\{(\w*PASSWORD)([^}]*)\}/g)) {
      expect(`${name}${rest}`).toMatch(/^\w+:\?/);
    }
    expect(service('api').environment?.ADMIN_PASSWORD).toMatch(/^\$\{ADMIN_PASSWORD:\?/);
    expect(service('postgres').environment?.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
  });

  it('names versions and opens no port to the world', () => {
    for (const { image } of Object.values(services)) expect(image).toMatch(/:\d+\.\d+/);
    for (const { ports = [] } of Object.values(services))
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('starts files that the build makes', () => {
    for (const [, file] of text.matchAll(/"dist\/([^"]+)\.js"/g)) expect(() => read(`${file}.ts`)).not.toThrow();
  });
});
