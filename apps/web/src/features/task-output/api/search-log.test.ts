import { client, type TaskLogMatches } from '@app/api-client';
import { type LogMatch, stepToMatch } from './search-log';

const SEARCH = { taskId: 't', attempt: 1, text: 'x', matchCase: false };
const NEVER = new AbortController().signal;

/** A server that looks at so many lines at a time; lines that match are marked. Counts the requests. */
function serve(lines: string, linesAtATime: number): { requests: number } {
  const served = { requests: 0 };
  const answer = async (request: Request): Promise<Response> => {
    served.requests += 1;
    const { searchParams } = new URL(request.url);
    const from = Number(searchParams.get('fromLine'));
    const before = Number(searchParams.get('beforeLine') ?? lines.length + 1);
    const end = Math.min(from + linesAtATime, before, lines.length + 1);
    const matches = [...lines].flatMap((mark, at) => (mark === 'x' && at + 1 >= from && at + 1 < end ? [at + 1] : []));
    const given = searchParams.has('beforeLine') ? matches.slice(-1) : matches.slice(0, 1);
    const found: TaskLogMatches = {
      attempt: 1,
      matches: given.map((line) => ({ line, excerpt: 'x' })),
      count: matches.length,
      nextLine: end < Math.min(before, lines.length + 1) ? end : null,
    };
    return Response.json(found);
  };
  client.setConfig({ baseUrl: 'http://server', fetch: answer as typeof fetch });
  return served;
}

async function steps(from: LogMatch | null, step: 'next' | 'previous') {
  const parts = [];
  for await (const part of stepToMatch(SEARCH, from, step, NEVER)) parts.push(part);
  return parts;
}

async function end(from: LogMatch | null, step: 'next' | 'previous'): Promise<LogMatch> {
  const last = (await steps(from, step)).at(-1);
  if (last === undefined || last.line === null) throw new Error('no match');
  return last;
}

describe.each([1, 2, 3, 100])('a server that looks at %d lines at a time', (linesAtATime) => {
  it('leads through all matches and round the ends, in both directions', async () => {
    serve('.x..xx.x.', linesAtATime);
    for (const [step, wanted] of [
      ['next', [2, 5, 6, 8, 2]],
      ['previous', [8, 6, 5, 2, 8]],
    ] as const) {
      let at: LogMatch | null = null;
      const seen: [number, string][] = [];
      for (const _ of wanted) {
        at = await end(at, step);
        seen.push([at.line, `${at.position} of ${at.count}`]);
      }
      expect(seen).toEqual(wanted.map((line) => [line, `${[2, 5, 6, 8].indexOf(line) + 1} of 4`]));
    }
  });

  it('comes back to the only match', async () => {
    serve('...x', linesAtATime);
    const only = await end(null, 'next');
    expect([await end(only, 'next'), await end(only, 'previous')]).toEqual([only, only]);
  });

  it('looks at everything before it says that nothing matches', async () => {
    const served = serve('.......', linesAtATime);
    expect((await steps(null, 'next')).at(-1)).toEqual({ line: null, nextLine: null });
    expect(served.requests).toBe(Math.ceil(7 / linesAtATime));
  });
});

it('tells the first match before all are counted', async () => {
  serve('.x.x.x', 2);
  expect(await steps(null, 'next')).toEqual([
    { line: 2, position: 1, count: 1, nextLine: 3 },
    { line: 2, position: 1, count: 2, nextLine: 5 },
    { line: 2, position: 1, count: 3, nextLine: null },
  ]);
});

it('counts what was not counted yet when one goes back before that', async () => {
  serve('.x.x.x', 2);
  const left = { line: 4, position: 2, count: 2, nextLine: 5 };
  expect(await end(left, 'previous')).toEqual({ line: 2, position: 1, count: 3, nextLine: null });
});

it('ends where the server does not get on', async () => {
  const answer = async () => Response.json({ attempt: 1, matches: [], count: 0, nextLine: 1 });
  client.setConfig({ baseUrl: 'http://server', fetch: answer as typeof fetch });
  expect(await steps(null, 'next')).toEqual([{ line: null, nextLine: null }]);
});
