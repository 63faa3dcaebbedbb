import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { FilesOfPage } from './page-files';

/** Where the changes are now, as text; what is read after this, and changes from here on, leave no gap. */
export type WhereEventsAre = () => Promise<string>;

// The page comes also while the database is away; it then reads everything again once it hears of changes.
const POSITION_WITHIN_MS = 250;

/**
 * Sends the dashboard's page. Its head says from where on it has to be told of changes, before it has read anything, and
 * which scripts the page at this address needs, so that none of them waits for the first one to run.
 * @param file its `index.html`
 */
export function sendDashboardPage(
  file: string,
  whereEventsAre: WhereEventsAre,
  filesOfPage: FilesOfPage,
): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    Promise.all([readFile(file, 'utf8'), soon(whereEventsAre)]).then(([page, position]) => {
      response.setHeader('Cache-Control', 'no-cache');
      response.type('html').send(withScripts(withPosition(page, position), filesOfPage(request.path)));
    }, next);
  };
}

function withPosition(page: string, position: string | null): string {
  if (position === null) return page;
  return page.replace('</title>', `</title>\n    <meta name="event-position" content="${position}" />`);
}

// Behind what the document itself asks for, which the browser then fetches first.
function withScripts(page: string, addresses: readonly string[]): string {
  const links = addresses.map((address) => `  <link rel="modulepreload" crossorigin href="${address}" />\n  `);
  return page.replace('</head>', `${links.join('')}</head>`);
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
