import { setTimeout as delay } from 'node:timers/promises';
import { ADMIN } from '../topology/topology';
import type { ChaosType } from './process-types';

interface Answer {
  readonly status: number;
  readonly body: string;
}

const RETRY_EVERY_MS = 100;
const ANSWER_WITHIN_MS = 10_000;

/** What a careful user of the API does: tries again until there is an answer, and names each request. */
export class ControlClient {
  private readonly authorization = `Basic ${Buffer.from(`${ADMIN.username}:${ADMIN.password}`).toString('base64')}`;

  constructor(
    private readonly url: string,
    private readonly patienceMs: number,
  ) {}

  async defineType(type: ChaosType, environment: Readonly<Record<string, string>>): Promise<void> {
    const tasks = type.commands.map((command, index) => ({
      name: `step-${index}`,
      command,
      maxRetries: type.maxRetries,
      retryDelaySeconds: 0,
      env: environment,
    }));
    // 409: an earlier try was made whose answer was lost.
    await this.send('/process-types', { body: { name: type.name, tasks }, expected: [201, 409] });
  }

  /** Creates a record and starts one run of it, however often that has to be asked for. */
  async startRecord(id: string, type: string): Promise<void> {
    await this.send('/process-records', { body: { id, type }, expected: [201, 409] });
    await this.send(`/process-records/${id}/start`, { key: `${id}-first`, expected: [200] });
  }

  /** True when this request stopped the run, false when nothing ran, perhaps because it is only being made. */
  async stop(id: string): Promise<boolean> {
    return (await this.send(`/process-records/${id}/stop`, { expected: [200, 404, 409] })).status === 200;
  }

  private async send(
    path: string,
    { body, key, expected }: { body?: unknown; key?: string; expected: readonly number[] },
  ): Promise<Answer> {
    const deadline = performance.now() + this.patienceMs;
    for (;;) {
      const answer = await this.tryOnce(path, body, key);
      if (expected.includes(answer.status)) return answer;
      const mayPass = answer.status === 0 || answer.status === 429 || answer.status >= 500;
      if (!mayPass || performance.now() > deadline)
        throw new Error(`POST ${path}: expected ${expected.join(' or ')}, got ${answer.status}: ${answer.body}`);
      await delay(RETRY_EVERY_MS);
    }
  }

  private async tryOnce(path: string, body: unknown, key: string | undefined): Promise<Answer> {
    try {
      const response = await fetch(`${this.url}${path}`, {
        method: 'POST',
        headers: {
          authorization: this.authorization,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(key !== undefined && { 'idempotency-key': key }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      return { status: response.status, body: await response.text() };
    } catch (error) {
      return { status: 0, body: String(error) };
    }
  }
}
