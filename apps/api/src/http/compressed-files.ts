import { readdirSync } from 'node:fs';
import { extname } from 'node:path';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

// The smaller one first.
const ENCODINGS = [
  { name: 'br', extension: '.br' },
  { name: 'gzip', extension: '.gz' },
] as const;

/**
 * Points requests for files that have a compressed copy beside them (`a.js.br`, `a.js.gz`) to the copy, where the client
 * takes it. Goes in front of what serves the files, mounted where the folder is.
 * @param folder its files are looked up once
 */
export function preferCompressedCopies(folder: string): RequestHandler {
  const files = new Set(readdirSync(folder));
  return (request: Request, response: Response, next: NextFunction) => {
    const file = request.path.slice(1);
    const copies = ENCODINGS.filter(({ extension }) => files.has(file + extension));
    if (copies.length === 0) return next();
    response.vary('Accept-Encoding');
    const copy = copies.find(({ name }) => request.acceptsEncodings(name) === name);
    if (copy !== undefined) {
      response.type(extname(file));
      response.setHeader('Content-Encoding', copy.name);
      request.url = `/${file}${copy.extension}`;
    }
    next();
  };
}
