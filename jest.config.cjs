const swc = (parser, react) => [
  '@swc/jest',
  {
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      parser,
      keepClassNames: true,
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false, ...(react && { react: { runtime: 'automatic' } }) },
    },
  },
];
// Published as ES modules only; Jest runs CommonJS, so SWC converts them.
const esmDeps = ['@nestjs', 'file-type', 'strtok3', 'token-types', 'uint8array-extras', '@tokenizer', '@borewit', 'es-toolkit', 'load-esm', 'uuid', 'croner', 'until-async', 'openid-client', 'oauth4webapi', 'jose', '@mantine', '@tabler'];
const aliases = { '^@app/database/embedded$': '<rootDir>/libs/database/src/embedded/index.ts', '^@app/([^/]+)$': '<rootDir>/libs/$1/src/index.ts' };

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      displayName: 'node',
      rootDir: __dirname,
      testEnvironment: '<rootDir>/libs/testing/src/node-environment.cjs',
      testMatch: ['<rootDir>/{apps/api,apps/worker,apps/cli,libs,test}/**/*.(spec|e2e-spec).ts'],
      transform: {
        '^.+\\.ts$': swc({ syntax: 'typescript', decorators: true }),
        '^.+\\.m?js$': swc({ syntax: 'ecmascript' }),
      },
      transformIgnorePatterns: [`/node_modules/(?!(${esmDeps.join('|')})/)`],
      modulePathIgnorePatterns: ['<rootDir>/dist/'],
      moduleNameMapper: aliases,
    },
    {
      displayName: 'web',
      rootDir: __dirname,
      testEnvironment: 'jest-fixed-jsdom',
      testMatch: ['<rootDir>/apps/web/src/**/*.test.{ts,tsx}'],
      setupFilesAfterEnv: ['<rootDir>/apps/web/test/setup.cjs'],
      transform: {
        '^.+\\.tsx?$': swc({ syntax: 'typescript', tsx: true }, true),
        '^.+\\.m?js$': swc({ syntax: 'ecmascript' }),
      },
      transformIgnorePatterns: [`/node_modules/(?!(${esmDeps.join('|')})/)`],
      modulePathIgnorePatterns: ['<rootDir>/dist/'],
      moduleNameMapper: {
        ...aliases,
        // The generated client names its own files with `.js`, as Node would want them.
        '^(\\.{1,2}/(?:.*\\.gen|client/index))\\.js$': '$1',
        '\\.(css|svg)$': '<rootDir>/apps/web/test/empty-module.cjs',
      },
    },
  ],
  // Tests that start the whole product, some of them twice, took more than a minute on a machine with other work.
  testTimeout: 300000,
};
