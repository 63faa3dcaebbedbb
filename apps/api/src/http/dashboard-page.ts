import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Where the changes are now, as text; what is read after this, and changes from here on, leave no gap. */
export type WhereEventsAre = () => Promise<string>;

// The page comes also while the database is away; it then reads everything again once it hears of changes.
const POSITION_WITHIN_MS = 250;

/**
 * Sends the dashboard's page, and in its head from where on it has to be told of changes: before it has read anything.
 * @param file its `index.html`
 */
export function sendDashboardPage(file: string, whereEventsAre: WhereEventsAre): RequestHandler {
  return (_request: Request, response: Response, next: NextFunction) => {
    Promise.all([readFile(file, 'utf8'), soon(whereEventsAre)]).then(([page, position]) => {
      response.setHeader('Cache-Control', 'no-cache');
      response.type('html').send(position === null ? page : withPosition(page, position));
    }, next);
  };
}

function withPosition(page: string, position: string): string {
  return page.replace('</title>', `</title>\n    <meta name="event-position" content="${position}" />`);
}

/** Null when it fails or takes too long. */
async function soon(whereEventsAre: WhereEventsAre): Promise<string | null> {
  const late = new AbortController();
  try {
    const givenUp = delay(POSITION_WITHIN_MS, null, { signal: late.signal, ref: false });
    return await Promise.race([whereEventsAre(), givenUp]);
  } catch {
    return null;
  } finally {
    late.abort();
  }
}
