// Lets a plain `node --require <this> some.ts` run the project's TypeScript from source, for tests that start processes.
const { existsSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve } = require('node:path');
const { transformFileSync } = require('@swc/core');

const root = resolve(__dirname, '../../..');
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const [, lib, inner = 'index'] = /^@app\/([^/]+)(?:\/(.+))?$/.exec(request) ?? [];
  if (lib === undefined) return resolveFilename.call(this, request, ...rest);
  const path = join(root, 'libs', lib, 'src', inner);
  return resolveFilename.call(this, existsSync(`${path}.ts`) ? `${path}.ts` : join(path, 'index.ts'), ...rest);
};

require.extensions['.ts'] = (module, path) => {
  const { code } = transformFileSync(path, {
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      keepClassNames: true,
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
  });
  module._compile(code, path);
};
process.setSourceMapsEnabled(true);

// A test holds the other end of standard input (see runTypescript). Not for what the process starts itself.
if (process.env.ENDS_WITH_STDIN) {
  delete process.env.ENDS_WITH_STDIN;
  setImmediate(() => {
    process.stdin.once('close', () => process.kill(process.pid, 'SIGTERM')).resume();
    process.stdin.unref();
  });
}
