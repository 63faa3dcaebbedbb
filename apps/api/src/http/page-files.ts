import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The addresses of the scripts that the page at a path needs beside those that the document names. */
export type FilesOfPage = (path: string) => readonly string[];

interface PageFiles {
  /** As the dashboard's router writes it: `/types/$name`. */
  readonly path: string;
  readonly files: readonly string[];
}

/**
 * Reads what the dashboard's build wrote about its pages (`page-files.json`); without it nothing is known of any.
 * @throws SyntaxError when the file is no JSON
 */
export function readPageFiles(webRoot: string): FilesOfPage {
  const file = join(webRoot, 'page-files.json');
  if (!existsSync(file)) return () => [];
  const pages = JSON.parse(readFileSync(file, 'utf8')) as PageFiles[];
  // As routers do: `/types/new` before `/types/$name`.
  const routes = pages
    .map(({ path, files }) => ({ segments: path.split('/'), files }))
    .sort((one, other) => variables(one.segments) - variables(other.segments));
  return (path) => {
    const segments = path.split('/');
    return routes.find((route) => matches(route.segments, segments))?.files ?? [];
  };
}

function variables(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith('$')).length;
}

function matches(route: readonly string[], segments: readonly string[]): boolean {
  return (
    route.length === segments.length &&
    route.every((name, index) => (name.startsWith('$') ? segments[index] !== '' : name === segments[index]))
  );
}
