import { defineConfig } from '@hey-api/openapi-ts';

// Run from the root of the repository: `npx openapi-ts -f libs/api-client/openapi-ts.config.mts`.
export default defineConfig({
  input: 'openapi.yaml',
  output: { path: 'libs/api-client/src/generated' },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
});
