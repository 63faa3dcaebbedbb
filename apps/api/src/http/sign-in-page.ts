import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Where people sign in. */
export const SIGN_IN_PATH = '/sign-in';

/** The document of the page, in the folder of the built dashboard. */
const SIGN_IN_FILE = 'sign-in.html';

// What the build makes of the page's own script and style, and the picture that every page shows.
const OWN_FILE = /^sign-in-[A-Za-z0-9_-]+\.(js|css)$/;
const PICTURES = ['favicon.svg'];

/** Whether the built dashboard has the page. */
export function hasSignInPage(webRoot: string): boolean {
  return existsSync(join(webRoot, SIGN_IN_FILE));
}

/** What has to be public for the page to be shown: it and its files, one by one, as the gate compares them. */
export function signInPageRequests(webRoot: string): string[] {
  if (!hasSignInPage(webRoot)) return [];
  const assets = join(webRoot, 'assets');
  const files = existsSync(assets) ? readdirSync(assets).filter((file) => OWN_FILE.test(file)) : [];
  const pictures = PICTURES.filter((file) => existsSync(join(webRoot, file)));
  return [SIGN_IN_PATH, ...files.map((file) => `/assets/${file}`), ...pictures.map((file) => `/${file}`)].map(
    (path) => `GET ${path}`,
  );
}

/** Answers requests for the page. */
export function sendSignInPage(webRoot: string): RequestHandler {
  const isThere = hasSignInPage(webRoot);
  return (request: Request, response: Response, next: NextFunction) => {
    if (!isThere || request.path !== SIGN_IN_PATH || (request.method !== 'GET' && request.method !== 'HEAD'))
      return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(webRoot, SIGN_IN_FILE), { cacheControl: false });
  };
}
