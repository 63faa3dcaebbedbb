import { FireLoop } from './fire-loop';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A loop whose rounds give these answers, an error to throw among them; then nothing is waited for. */
function loopOf(...answers: (number | null | Error)[]) {
  const rounds: number[] = [];
  const faults: unknown[] = [];
  const begunAt = Date.now();
  const fireDue = async (): Promise<number | null> => {
    rounds.push(Date.now() - begunAt);
    const answer = answers.shift() ?? null;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { loop: new FireLoop({ fireDue }, (error) => faults.push(error)), rounds, faults };
}

it('sleeps until the next fire is due, and half a second at most', async () => {
  const { loop, rounds } = loopOf(120.2, 10_000, null, 1);
  loop.start();
  await jest.advanceTimersByTimeAsync(1_200);
  expect(rounds).toEqual([0, 121, 621, 1_121, 1_122]);
  await loop.stop();
});

it('goes on after a fault', async () => {
  const away = new Error('the database is away');
  const { loop, rounds, faults } = loopOf(away, 100);
  loop.start();
  await jest.advanceTimersByTimeAsync(1_100);
  expect(faults).toEqual([away]);
  expect(rounds).toEqual([0, 1_000, 1_100]);
  await loop.stop();
});

it('begins nothing after it was stopped, and waits for what is under way', async () => {
  let finish = (): void => undefined;
  const fireDue = jest.fn(() => new Promise<null>((resolve) => (finish = () => resolve(null))));
  const loop = new FireLoop({ fireDue }, () => undefined);
  loop.start();
  await jest.advanceTimersByTimeAsync(0);
  let stopped = false;
  const stop = loop.stop().then(() => {
    stopped = true;
  });
  await jest.advanceTimersByTimeAsync(5_000);
  expect(stopped).toBe(false);
  finish();
  await stop;
  await jest.advanceTimersByTimeAsync(5_000);
  expect(fireDue).toHaveBeenCalledTimes(1);
});
