import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import type { NextFunction, Request, Response } from 'express';
import { preferCompressedCopies } from './compressed-files';
import { sendDashboardPage, type WhereEventsAre } from './dashboard-page';
import { readPageFiles } from './page-files';
import { sendSignInPage } from './sign-in-page';

// Everything else is the dashboard's, which has its own pages.
const API_PATH = /^\/(api|process-records|process-types|runs|health|metrics|docs|openapi\.(yaml|json))(\/|$)/i;
const FILE_PATH = /^\/(assets\/|[^/]*\.)/;
const HASHED_FILE = /-[A-Za-z0-9_-]{8,}\.[a-z0-9]+(\.(br|gz))?$/;
const YEAR_SECONDS = 31_536_000;

/**
 * Serves the built dashboard from the folder: its files, compressed, and its page for every address that the browser
 * opens.
 */
export function useDashboardFiles(app: NestExpressApplication, webRoot: string, whereEventsAre: WhereEventsAre): void {
  if (!existsSync(join(webRoot, 'index.html'))) return;
  // Files only: answers of the API may hold secrets beside what a request chooses, and streams must not be held back.
  const assets = join(webRoot, 'assets');
  if (existsSync(assets)) app.use('/assets', preferCompressedCopies(assets));
  app.use('/assets', compression());
  app.useStaticAssets(webRoot, { index: false, redirect: false, setHeaders: setCaching });
  app.use(sendSignInPage(webRoot));
  const sendPage = sendDashboardPage(join(webRoot, 'index.html'), whereEventsAre, readPageFiles(webRoot));
  app.use((request: Request, response: Response, next: NextFunction) =>
    isNavigation(request) ? sendPage(request, response, next) : next(),
  );
}

// A missing script or image is not found, not a page: browsers ask for those with other types. The last part of a
// longer address may look like a file: record ids have dots. The root is the page for every client.
function isNavigation(request: Request): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  return (
    request.path === '/' ||
    (!API_PATH.test(request.path) &&
      !FILE_PATH.test(request.path) &&
      request.headers.accept?.includes('text/html') === true)
  );
}

// The names of built files change with their content.
function setCaching(response: ServerResponse, path: string): void {
  const caching = HASHED_FILE.test(path) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';
  response.setHeader('Cache-Control', caching);
}
