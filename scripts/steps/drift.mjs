import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { writeLicences } from './licences.mjs';
import { ROOT, run, runTool, StepFailed } from './tool.mjs';

const require = createRequire(import.meta.url);

/** What is generated from the code and committed: a file or folder, and how a draft of it is made. */
const ARTEFACTS = [
  { path: 'openapi.yaml', make: (draft) => run(process.execPath, [join(ROOT, 'dist/apps/api/src/openapi.js'), draft]) },
  {
    path: 'libs/api-client/src/generated',
    make: (draft, drafts) =>
      runTool('@hey-api/openapi-ts/bin/run.js', [
        ...['-f', 'libs/api-client/openapi-ts.config.mts'],
        ...['-i', join(drafts, 'openapi.yaml'), '-o', draft],
      ]),
  },
  { path: 'libs/database/schema.sql', make: dumpSchema },
  { path: 'process-types/process-type.schema.json', make: writeTypeSchema },
  { path: 'docs/licences.md', make: writeLicences },
];

/** Generates everything anew in place of what is there. The server must be built. */
export async function regenerate() {
  await withDrafts((drafts) => {
    for (const { path } of ARTEFACTS) {
      rmSync(join(ROOT, path), { recursive: true, force: true });
      cpSync(draftOf(drafts, path), join(ROOT, path), { recursive: true });
    }
  });
}

/** Throws StepFailed naming the committed files that differ from what the code would generate now. */
export async function checkDrift() {
  await withDrafts((drafts) => {
    const drifted = ARTEFACTS.flatMap(({ path }) => differences(draftOf(drafts, path), path));
    if (drifted.length === 0) return;
    throw new StepFailed(
      'Run npm run generate and commit the result.',
      `Not as generated from the code:\n${drifted.join('\n')}\n`,
    );
  });
}

const draftOf = (drafts, path) => join(drafts, path.split('/').at(-1));

async function withDrafts(use) {
  const drafts = mkdtempSync(join(tmpdir(), 'orchestrator-generate-'));
  try {
    for (const { path, make } of ARTEFACTS) {
      const { ok, output } = await make(draftOf(drafts, path), drafts);
      if (!ok) throw new StepFailed(`${path} could not be generated.`, output);
    }
    use(drafts);
  } finally {
    rmSync(drafts, { recursive: true, force: true });
  }
}

/** The schema that the migrations make in an empty database. */
async function dumpSchema(draft, drafts) {
  require('../../libs/testing/src/typescript-hook.cjs');
  const { PostgresServer } = require('../../libs/database/src/embedded/index.ts');
  const { dumpSchema: dump, runMigrations } = require('../../libs/database/src/index.ts');
  const server = await PostgresServer.start({
    folder: join(drafts, 'postgres'),
    settings: { fsync: 'off' },
    log: () => undefined,
  });
  try {
    await runMigrations(server.url('postgres'));
    await writeFile(draft, await dump(server.url('postgres')));
    return { ok: true, output: '' };
  } catch (error) {
    return { ok: false, output: `${error.stack}\n` };
  } finally {
    await server.stop();
  }
}

/** With it, editors complete and check the YAML files of process types. */
async function writeTypeSchema(draft) {
  require('../../libs/testing/src/typescript-hook.cjs');
  const { definitionJsonSchema } = require('../../libs/process-types/src/index.ts');
  await writeFile(draft, `${JSON.stringify(definitionJsonSchema(), null, 2)}\n`);
  return { ok: true, output: '' };
}

/** Paths below `path`, from the repository's root, that are not the same in both. */
function differences(draft, path) {
  const committed = join(ROOT, path);
  const isFolder = (file) => statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isFolder(draft) || isFolder(committed)) {
    const names = new Set([draft, committed].filter(isFolder).flatMap((folder) => readdirSync(folder)));
    return [...names].sort().flatMap((name) => differences(join(draft, name), `${path}/${name}`));
  }
  return content(draft) === content(committed) ? [] : [path];
}

function content(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
