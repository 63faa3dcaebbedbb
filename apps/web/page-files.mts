import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

/** In the folder of the built dashboard: the scripts of each page beyond those that `index.html` names. */
const PAGE_FILES = 'page-files.json';
const LAZY_PAGE = /\blazyRouteComponent\(\(\)/g;
const ROUTE = /path: '([^']+)'(?:(?!path: ).)*?import\('\.\/pages\/([\w-]+)'\)/gs;

/**
 * Writes which scripts each address needs, so that the server can name them in the page and the browser fetches them
 * beside the first script, not after it: `[{ "path": "/tasks/$taskId", "files": ["/assets/…js"] }]`.
 * @param router the file that has the routes: a `path` each, and the import of its page; the build fails when one of them is
 *   written in another way
 */
export function pageFiles(router: string): Plugin {
  return {
    name: 'page-files',
    apply: 'build',
    async generateBundle(_, bundle) {
      const source = await readFile(router, 'utf8');
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const initial = new Set(chunks.filter(({ isEntry }) => isEntry).flatMap((entry) => withImports(entry, chunks)));
      const pages = [...source.matchAll(ROUTE)].map(([, path, page]) => {
        const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(join('pages', `${page}.tsx`)));
        if (chunk === undefined) throw new Error(`${router}: the page ${page} of ${path} has no script of its own`);
        const files = withImports(chunk, chunks).filter((file) => !initial.has(file));
        return { path, files: files.map((file) => `/${file}`) };
      });
      const lazy = source.match(LAZY_PAGE)?.length ?? 0;
      if (pages.length !== lazy) throw new Error(`${router}: ${lazy} pages, of which ${pages.length} were understood`);
      this.emitFile({ type: 'asset', fileName: PAGE_FILES, source: JSON.stringify(pages, null, 2) });
    },
  };
}

/** The script's name and those that it imports, each once. */
function withImports(chunk: Rolldown.OutputChunk, chunks: readonly Rolldown.OutputChunk[]): string[] {
  const names = new Set<string>([chunk.fileName]);
  for (const name of names) {
    for (const imported of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) names.add(imported);
  }
  return [...names];
}
