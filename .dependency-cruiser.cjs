// The rules of the folder tree: imports run one way. docs/architecture.md draws them.
const only = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only('no-cycles', {}, { circular: true }, 'A cycle means two parts are one part.'),
    only('core-is-pure', { path: '^libs/process-core/src', pathNot: '\\.spec\\.ts$' }, { pathNot: '^libs/process-core/src' }, 'process-core imports nothing outside itself.'),
    only('libs-below-apps', { path: '^libs/' }, { path: '^apps/' }, 'Libraries never import applications.'),
    only('apps-apart', { path: '^apps/([^/]+)/' }, { path: '^apps/', pathNot: '^apps/$1/' }, 'Applications never import each other.'),
    only('bullmq-behind-its-port', { path: '^(apps|libs)/', pathNot: '^libs/step-queue/' }, { path: 'node_modules/(bullmq|ioredis)/' }, 'BullMQ and Redis live behind the step queue port.'),
    only('child-processes-in-one-place', { path: '^(apps|libs)/', pathNot: '^libs/(cli-executor|database/src/embedded|testing)|^apps/cli/|spec\\.ts$' }, { path: '^(node:)?child_process$' }, 'Only the executor, the embedded database and the launcher start processes.'),
    only('sql-in-repositories', { path: '^(apps|libs)/', pathNot: '^libs/(database|testing)/|\\.(entity|repository|module)\\.ts$|spec\\.ts$' }, { path: 'node_modules/(typeorm|@nestjs/typeorm|pg)/' }, 'SQL lives in entities, repositories, modules and libs/database.'),
    only('http-only-in-api', { path: '^(libs|apps/worker|apps/cli)/', pathNot: 'spec\\.ts$' }, { path: 'node_modules/(@nestjs/swagger|express|helmet)/' }, 'HTTP concerns stay in apps/api.'),
    only('web-through-client', { path: '^apps/web/' }, { path: '^libs/', pathNot: '^libs/api-client/' }, 'The SPA talks to the server through the generated client only.'),
    only('testing-only-in-tests', { path: '^(apps|libs)/', pathNot: '^libs/testing/|^apps/[^/]+/test/|spec\\.ts$' }, { path: '^libs/testing/' }, 'Test support never ships.'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'generated/|^dist/' },
    tsConfig: { fileName: 'tsconfig.check.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
