import { toPage } from './page';
import { RequestError, toRequestError } from './request-error';

describe('toRequestError', () => {
  it('takes words, fields and request id from a problem document', () => {
    const problem = {
      detail: 'The request is not valid.',
      errors: [{ field: 'schedule', message: 'must be a cron expression' }],
      requestId: 'r-1',
    };
    const error = toRequestError(problem, new Response(null, { status: 400 }));
    expect(error).toEqual(new RequestError(400, problem.detail, problem.errors, 'r-1'));
  });

  it('says that no answer came', () => {
    expect(toRequestError(new TypeError('Failed to fetch'), undefined)).toMatchObject({
      status: 0,
      message: expect.stringContaining('did not answer'),
    });
  });

  it('falls back to the status for answers that are no problem document', () => {
    const answer = new Response(null, { status: 502, statusText: 'Bad Gateway' });
    expect(toRequestError('<html>', answer)).toMatchObject({
      status: 502,
      message: 'The server answered 502 Bad Gateway',
    });
  });

  it('leaves an aborted request what it is', () => {
    const abort = new DOMException('stop', 'AbortError');
    expect(toRequestError(abort, undefined)).toBe(abort);
  });
});

describe('toPage', () => {
  it('reads the next cursor and the total from the headers', () => {
    const headers = new Headers({
      Link: '</process-records?limit=2&cursor=a%2Bb%3D>; rel="next"',
      'X-Total-Count': '7',
    });
    expect(toPage([1, 2], headers)).toEqual({ rows: [1, 2], next: 'a+b=', total: 7 });
  });

  it('has no next cursor on the last page', () => {
    expect(toPage([1], new Headers({ 'X-Total-Count': '1' })).next).toBeNull();
  });
});
