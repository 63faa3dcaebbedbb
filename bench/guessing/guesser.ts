import { Agent, request } from 'node:http';

/** Who signs in, with what, and from which of this machine's addresses. */
export interface Attempt {
  readonly name: string;
  readonly password: string;
  readonly from: string;
}

/** Tries names and passwords at one server; connections stay open, as those of programs that guess do. */
export class Guesser {
  private readonly agents = new Map<string, Agent>();

  constructor(private readonly url: string) {}

  /** The status of the answer. */
  attempt({ name, password, from }: Attempt): Promise<number> {
    const body = JSON.stringify({ name, password });
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const sent = request(`${this.url}/api/sign-in`, { method: 'POST', headers, agent: this.agentFor(from) });
      sent.on('response', (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    for (const agent of this.agents.values()) agent.destroy();
  }

  // On Linux all of 127.0.0.0/8 is this machine.
  private agentFor(address: string): Agent {
    const agent = this.agents.get(address) ?? new Agent({ keepAlive: true, localAddress: address });
    this.agents.set(address, agent);
    return agent;
  }
}
