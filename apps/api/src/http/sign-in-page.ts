import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Where people sign in. */
export const SIGN_IN_PATH = '/sign-in';

/** The document of the page, in the folder of the built dashboard. */
const SIGN_IN_FILE = 'sign-in.html';

// What it loads. The script of the dashboard's theme is shared.
const FILES = ['sign-in.js', 'sign-in.css', 'color-scheme.js', 'favicon.svg'];

/** Whether the built dashboard has the page. */
export function hasSignInPage(webRoot: string): boolean {
  return existsSync(join(webRoot, SIGN_IN_FILE));
}

/** What has to be public for the page to be shown: it and its files, one by one, as the gate compares them. */
export function signInPageRequests(webRoot: string): string[] {
  if (!hasSignInPage(webRoot)) return [];
  const files = FILES.filter((file) => existsSync(join(webRoot, file)));
  return [SIGN_IN_PATH, ...files.map((file) => `/${file}`)].map((path) => `GET ${path}`);
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
