import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressedCopies } from './compressed-copies.mts';
import { pageFiles } from './page-files.mts';

const root = import.meta.dirname;
const server = process.env.API_URL ?? 'http://127.0.0.1:8082';

// Left to itself the bundler makes a chunk for each set of pages that share something, two dozen of them for one page, and
// each request costs a browser as much as some kilobytes do: what three or more share is one chunk. The editor of types, large
// and for two pages, stays out of it with all that needs it.
const CHUNKS = [
  // Apart from the rest: two scripts are compiled side by side.
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
  { name: 'initial', tags: ['$initial' as const], priority: 2 },
  { name: 'editor', test: /node_modules[\\/](@codemirror|@lezer|style-mod|crelt|w3c-keyname)[\\/]/, priority: 1 },
  { name: 'shared', test: /^(?!.*process-types[\\/]editor)/, minShareCount: 3 },
];

export default defineConfig(({ command }) => {
  // Whatever the caller's environment says (a test runner's says `test`): what is built is what ships.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root,
    plugins: [react(), compressedCopies(), pageFiles(resolve(root, 'src/app/router.tsx'))],
    resolve: { alias: { '@app/api-client': resolve(root, '../../libs/api-client/src/index.ts') } },
    build: {
      outDir: resolve(root, '../../dist/apps/web'),
      emptyOutDir: true,
      // The content security policy allows no inline code or data: everything is a file of its own.
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      modulePreload: { polyfill: false },
      target: 'es2022',
      // A test keeps the scripts of the first page within 250 kB compressed.
      chunkSizeWarningLimit: 700,
      rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
    },
    // `npx vite -c apps/web/vite.config.mts` beside a running API.
    server: {
      proxy: Object.fromEntries(
        ['/api', '/process-records', '/process-types', '/runs', '/health', '/openapi.yaml', '/docs', '/sign-in'].map(
          (path) => [path, { target: server, changeOrigin: false }],
        ),
      ),
    },
  };
});
