// npm test: everything that is checked, ending in one line "N passed, N failed".
// npm test -- <pattern>: the Jest tests whose path matches.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkAdvisories } from './steps/advisories.mjs';
import { ensureBuilt } from './steps/compile.mjs';
import { checkDrift } from './steps/drift.mjs';
import { ensureDependencies } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { ensureProgram, PROGRAMS } from './steps/system-packages.mjs';
import { ROOT, runTool, StepFailed, toolFile } from './steps/tool.mjs';

requireNode();

const AT_ONCE = 2;
const JEST_RESULT = join(ROOT, '.test', 'jest.json');

/** Several tools as one step: the first failure ends it. */
const tools = async (...commands) => {
  for (const [path, ...args] of commands) {
    const result = await runTool(path, args);
    if (!result.ok) return result;
  }
  return { ok: true, output: '' };
};
const TSC = ['typescript/bin/tsc', '--noEmit', '-p'];

// Checks are shown in lines of their own.
const quietly = (_title, work) => work();

const CHECKS = [
  { title: 'build', work: () => asResult(() => ensureBuilt({ announce: quietly })) },
  ...PROGRAMS.map((program) => ({ title: program.title, work: () => ensureProgram(program) })),
  { title: 'format', work: () => tools(['@biomejs/biome/bin/biome', 'format', '.']) },
  {
    title: 'lint',
    work: () => tools(['@biomejs/biome/bin/biome', 'lint', '--error-on-warnings', '.'], ['eslint/bin/eslint.js', '.']),
  },
  { title: 'types', work: () => tools([...TSC, 'tsconfig.check.json'], [...TSC, 'apps/web/tsconfig.json']) },
  {
    title: 'architecture',
    work: () =>
      tools(['dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', 'apps', 'libs']),
  },
  { title: 'unused code', work: () => tools(['knip/bin/knip.js']) },
  { title: 'advisories', work: checkAdvisories },
  // Last, so that the build is there.
  { title: 'generated files', after: 'build', work: () => asResult(checkDrift) },
];

async function main(patterns) {
  const outcome = { passed: 0, failed: 0 };
  const count = (ok) => {
    outcome[ok ? 'passed' : 'failed'] += 1;
    return ok;
  };
  const installed = await asResult(() => ensureDependencies());
  if (!installed.ok) show('install', installed);
  if (count(installed.ok)) {
    if (patterns.length === 0) await runChecks(count);
    const tests = await runJest(patterns);
    outcome.passed += tests.passed;
    outcome.failed += tests.failed;
  }
  process.stdout.write(`${outcome.passed} passed, ${outcome.failed} failed\n`);
  process.exitCode = outcome.failed === 0 ? 0 : 1;
}

/** Runs the checks, some at once, each shown in one line when it is over. */
async function runChecks(count) {
  const waiting = [...CHECKS];
  const results = new Map();
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { title, after, work } = check;
      const result = (async () => {
        const startedAt = performance.now();
        const needed = after ? await results.get(after) : { ok: true };
        const ended = needed.ok ? await work() : { ok: false, output: `Not done without: ${after}\n` };
        return { ...ended, ms: performance.now() - startedAt };
      })();
      results.set(title, result);
      show(title, await result);
      if ((await result).notChecked === undefined) count((await result).ok);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

function show(title, { ok, output, notChecked, ms = 0 }) {
  const mark = notChecked === undefined ? (ok ? 'ok  ' : 'FAIL') : '--  ';
  const note = notChecked === undefined ? '' : `: not checked: ${notChecked}`;
  process.stdout.write(`${mark} ${title} (${(ms / 1000).toFixed(1)} s)${note}\n`);
  if (!ok) process.stdout.write(`${output.trimEnd()}\n\n`);
}

/** Jest prints as it goes; the counts come from its report. A suite that did not run counts as one failure. */
async function runJest(patterns) {
  mkdirSync(join(ROOT, '.test'), { recursive: true });
  rmSync(JEST_RESULT, { force: true });
  const args = ['--maxWorkers=100%', '--json', `--outputFile=${JEST_RESULT}`, ...patterns];
  const jest = spawn(process.execPath, [toolFile('jest/bin/jest.js'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(jest, 'close');
  try {
    const report = JSON.parse(readFileSync(JEST_RESULT, 'utf8'));
    const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
    // For example no test matched, or Jest itself ended badly after the tests.
    return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

async function asResult(work) {
  try {
    await work();
    return { ok: true, output: '' };
  } catch (error) {
    return {
      ok: false,
      output: error instanceof StepFailed ? `${error.output}\n${error.message}\n` : `${error.stack}\n`,
    };
  }
}

await main(process.argv.slice(2));
