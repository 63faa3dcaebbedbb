import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressedCopies } from './compressed-copies.mts';

const root = import.meta.dirname;
const server = process.env.API_URL ?? 'http://127.0.0.1:8082';

// Left to itself the bundler makes a chunk for each set of pages that share something, a dozen of them for what every
// page begins with. What nine or more share and has no styles is one chunk; the rest stays as it is: the order of the styles
// depends on it.
const CHUNKS = [
  { name: 'initial', tags: ['$initial' as const], priority: 2 },
  {
    name: 'shared',
    test: /(node_modules.*\.m?js|src[\\/](app|shared|features[\\/](?!process-types)).*\.ts)$/,
    minShareCount: 9,
  },
  { name: 'editor', test: /node_modules[\\/](@codemirror|@lezer|style-mod|crelt|w3c-keyname)[\\/]/, priority: 1 },
];

export default defineConfig(({ command }) => {
  // Whatever the caller's environment says (a test runner's says `test`): what is built is what ships.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root,
    plugins: [react(), compressedCopies()],
    resolve: { alias: { '@app/api-client': resolve(root, '../../libs/api-client/src/index.ts') } },
    build: {
      outDir: resolve(root, '../../dist/apps/web'),
      emptyOutDir: true,
      // The content security policy allows no inline code or data: everything is a file of its own.
      assetsInlineLimit: 0,
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
