import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { withClient } from '@app/database';
import { eventually, type ServiceTopology } from '@app/testing';
import { SeededRandom } from '../chaos/seeded-random';
import { fuzzedText } from './values';

export interface FuzzOptions {
  readonly count: number;
  readonly seed: number;
}

/** What came of it. */
export interface FuzzReport {
  /** Requests by the status of their answers. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Values that were accepted and given to a command. */
  readonly executed: number;
  /** Commands that got another value than was sent, or did not succeed; some of them. */
  readonly wrong: readonly string[];
  /** Files that nothing but an injected command can have made. */
  readonly canaries: readonly string[];
}

const AT_ONCE = 16;
const WAIT_MS = 600_000;

/**
 * Sends fuzzed values and ids to the API, in bodies, addresses and queries, lets commands read each value that is
 * accepted, and compares what they got.
 * @param topology started with `ALLOWED_ROOTS` unset; the type `fuzz` is made here
 */
export async function fuzz(topology: ServiceTopology, { count, seed }: FuzzOptions): Promise<FuzzReport> {
  const folder = join(topology.folder.path, `fuzz-${seed}`);
  mkdirSync(folder);
  const canary = join(topology.folder.path, `canary-${seed}`);
  await topology.call('POST', '/process-types', typeIn(folder));
  const sender = new Sender(topology, new SeededRandom(seed));
  const expected = new Map<string, string>();
  let next = 0;
  const send = async (): Promise<void> => {
    while (next < count) {
      const index = next++;
      // Drawn in order, whatever the answers' order is.
      const drawn = sender.draw(index % 2 === 0 ? canary : 'canary');
      await sender.sendAround(drawn);
      if (await sender.createAndStart(`fuzz-${seed}-${index}`, drawn.value))
        expected.set(`fuzz-${seed}-${index}`, `${sha256(drawn.value)} ${sha256(drawn.value)}\n`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  const wrong = await compare(topology, expected, seed);
  sender.close();
  return {
    statuses: Object.fromEntries([...sender.statuses].sort(([a], [b]) => a - b)),
    executed: expected.size,
    wrong: wrong.slice(0, 10),
    canaries: [...(existsSync(canary) ? [canary] : []), ...readdirSync(folder).map((name) => join(folder, name))],
  };
}

function typeIn(folder: string): object {
  const hash = (name: string) => `$(printf %s "$${name}" | sha256sum | cut -d' ' -f1)`;
  return {
    name: 'fuzz',
    parameters: [
      { name: 'value', required: true },
      { name: 'code', pattern: '[a-z]+' },
      { name: 'TOKEN', secret: true },
    ],
    tasks: [{ name: 'read', workingDirectory: folder, command: `echo "${hash('value')} ${hash('TOKEN')}"` }],
  };
}

interface Drawn {
  readonly value: string;
  readonly id: string;
  readonly path: string;
}

/** Sends requests over connections that stay open, and counts the answers. */
class Sender {
  readonly statuses = new Map<number, number>();
  private readonly agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

  constructor(
    private readonly topology: ServiceTopology,
    private readonly random: SeededRandom,
  ) {}

  draw(canary: string): Drawn {
    const text = () => fuzzedText(this.random, canary);
    const id = text().slice(0, 2_000);
    return { value: text(), id, path: this.random.pick([encodeSafely(id), rawPath(id)]) };
  }

  /** The same text wherever else a user can put one. */
  async sendAround({ value, id, path }: Drawn): Promise<void> {
    const inputData = { value: 'x' };
    await this.send('POST', '/process-records', { id, type: 'fuzz', inputData });
    await this.send('POST', '/process-records', { type: 'fuzz', inputData: { ...inputData, code: value } });
    await this.send('POST', '/process-records', { type: 'fuzz', inputData: { ...inputData, [id]: value } });
    await this.send('POST', '/process-records', { type: value, schedule: id, timeZone: value });
    await this.send('POST', `/process-records/${path}/start`, { command: value, workingDirectory: value });
    await this.send('PUT', `/process-records/${path}`, { inputData: { value } });
    await this.send('GET', `/api/task-details/${path}/log`);
    await this.send('GET', `/process-records?search=${encodeSafely(id)}&cursor=${encodeSafely(id)}`);
  }

  /** Whether the value was accepted, and so given to a command. */
  async createAndStart(id: string, value: string): Promise<boolean> {
    const body = { id, type: 'fuzz', inputData: { value, TOKEN: value }, start: true };
    return (await this.send('POST', '/process-records', body)) === 201;
  }

  close(): void {
    this.agent.destroy();
  }

  private send(method: string, path: string, body?: unknown): Promise<number> {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const { authorization } = this.topology.headers;
      const headers = { authorization, ...(payload !== undefined && { 'content-type': 'application/json' }) };
      const { hostname, port } = new URL(this.topology.url);
      const sent = request({ hostname, port, path, method, headers, agent: this.agent }, (response) => {
        const status = response.statusCode ?? 0;
        this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
        response.resume().once('end', () => resolve(status));
      });
      sent.once('error', reject).end(payload);
    });
  }
}

/** What commands printed, once all have ended; gives those that are not as expected. */
async function compare(topology: ServiceTopology, expected: Map<string, string>, seed: number): Promise<string[]> {
  const prefix = `fuzz-${seed}-`;
  return withClient(topology.database.url, async (client) => {
    const active = `SELECT count(*)::integer AS active FROM process_record WHERE starts_with(id, $1)
      AND current_status IN ('PENDING', 'IN_PROGRESS')`;
    await eventually(
      'all runs have ended',
      async () => (await client.query<{ active: number }>(active, [prefix])).rows[0]?.active === 0,
      WAIT_MS,
    );
    const { rows } = await client.query<{ id: string; status: string; output: string | null }>(
      `SELECT process_record_id AS id, status, output FROM tasks WHERE starts_with(process_record_id, $1)`,
      [prefix],
    );
    const got = new Map(rows.map(({ id, status, output }) => [id, `${status}: ${output}`]));
    return [...expected].flatMap(([id, output]) =>
      got.get(id) === `COMPLETED: ${output}` ? [] : [`${id} expected ${output.trim()}, got ${got.get(id)}`],
    );
  });
}

/** As a path may have it and HTTP clients send it: no blanks, controls or non-ASCII, the rest as it is. */
function rawPath(text: string): string {
  return text.replace(/[^\x21-\x7e]|[?#]/gu, (letter) => encodeSafely(letter));
}

// Half of a surrogate pair has no encoding.
function encodeSafely(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
