import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = import.meta.dirname;
const server = process.env.API_URL ?? 'http://127.0.0.1:8082';

export default defineConfig(({ command }) => {
  // Whatever the caller's environment says (a test runner's says `test`): what is built is what ships.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root,
    plugins: [react()],
    resolve: { alias: { '@app/api-client': resolve(root, '../../libs/api-client/src/index.ts') } },
    build: {
      outDir: resolve(root, '../../dist/apps/web'),
      emptyOutDir: true,
      // The content security policy allows no inline code or data: everything is a file of its own.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: 'es2022',
    },
    // `npx vite -c apps/web/vite.config.mts` beside a running API.
    server: {
      proxy: Object.fromEntries(
        ['/api', '/process-records', '/process-types', '/runs', '/health', '/openapi.yaml', '/docs'].map((path) => [
          path,
          { target: server, changeOrigin: false },
        ]),
      ),
    },
  };
});
