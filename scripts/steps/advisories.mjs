import { runNpm } from './npm.mjs';

// Not every registry can say what is known about a package: mirrors often cannot.
const NO_ENDPOINT = new Set([400, 404, 405, 501]);
const UNREACHABLE =
  /\b(EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ENOTFOUND|ETIMEDOUT|ERR_SOCKET_TIMEOUT|network timeout)\b/;
const PATIENCE = ['--fetch-retries=1', '--fetch-timeout=30000'];
const FAILING = ['critical', 'high'];

/**
 * Asks the registry for advisories about the dependencies (`npm audit`). Those of high severity and above fail; a registry
 * that cannot be asked does not, but that is said.
 * @returns {Promise<{ ok: boolean, output: string, notChecked?: string }>}
 */
export async function checkAdvisories() {
  const { output } = await runNpm(['audit', '--json', '--audit-level=high', '--loglevel=error', ...PATIENCE]);
  const report = parseReport(output);
  if (report?.metadata?.vulnerabilities) return judge(report);
  const status = Number(report?.statusCode);
  if (NO_ENDPOINT.has(status)) return notChecked(`the registry has no audit endpoint (${status})`);
  if (status >= 500) return notChecked(`the registry answered ${status}`);
  const [fault] = UNREACHABLE.exec(output) ?? [];
  if (fault) return notChecked(`the registry cannot be reached (${fault})`);
  return { ok: false, output: `npm audit gave no report:\n${output}` };
}

const notChecked = (reason) => ({ ok: true, output: '', notChecked: reason });

// npm may write warnings around it.
function parseReport(output) {
  try {
    return JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}

function judge({ metadata, vulnerabilities = {} }) {
  const found = FAILING.reduce((sum, severity) => sum + (metadata.vulnerabilities[severity] ?? 0), 0);
  const lines = Object.values(vulnerabilities)
    .filter(({ severity }) => FAILING.includes(severity))
    .map(({ name, severity, via }) => `${name} (${severity}): ${via.map(titleOf).join('; ')}`);
  return { ok: found === 0, output: lines.map((line) => `${line}\n`).join('') };
}

const titleOf = (cause) => (typeof cause === 'string' ? `through ${cause}` : `${cause.title} ${cause.url}`);
