import { deepStrictEqual, match } from 'node:assert';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESULTS, type ShippedTypeJob, shell } from './shipped-type-job';

const LOG = `web "server" 1's access.log`;

/** Other tools than the type's own: grep, cut and uniq instead of awk's tables. */
const REQUESTS = `grep -oE '"[^"]*" [0-9]{3} [0-9]+ ' log | cut -d '"' -f 2 | sed -E 's/^[A-Z]+ (.*) HTTP.*$/\\1/; t q; s/.*/(not HTTP)/; :q; s/\\?.*//'`;
const STATUSES = `grep -oE '" [0-9]{3} [0-9]+ "' log | cut -c 3-5`;
const MILLISECONDS = `grep -oE '[0-9]+\\.[0-9]{3}$' log | tr -d . | sed 's/^0*\\([0-9]\\)/\\1/'`;

export const accessLogReportJob: ShippedTypeJob = {
  type: 'access-log-report',

  prepare(dir) {
    copyFileSync(join(__dirname, '../../../../process-types/samples/access.log'), join(dir, LOG));
    return { log_file: join(dir, LOG), output_dir: join(dir, RESULTS), top: 15, slow_ms: 2000 };
  },

  verify(dir) {
    const results = join(dir, RESULTS);
    shell('mv -- "$LOG" log', dir, { LOG });
    const table = (file: string) =>
      readFileSync(join(results, file), 'utf8')
        .trimEnd()
        .split('\n')
        .map((row) => row.split('\t'));
    const byHand = (pipeline: string) =>
      shell(pipeline, dir)
        .trimEnd()
        .split('\n')
        .map((row) => row.trim());

    deepStrictEqual(shell('ls -A', results).trim().split('\n').sort(), [
      'rejected.log',
      'report.md',
      'response-times.tsv',
      'slow-requests.tsv',
      'status-codes.tsv',
      'top-paths.tsv',
    ]);
    deepStrictEqual(
      table('top-paths.tsv').map(([requests, , , path]) => `${requests} ${path}`),
      byHand(`${REQUESTS} | sort | uniq -c | sort -k 1,1nr -k 2 | head -n 15`),
    );
    deepStrictEqual(
      table('status-codes.tsv').map(([status, requests]) => `${requests} ${status}`),
      byHand(`${STATUSES} | sort | uniq -c`),
    );
    deepStrictEqual(
      table('slow-requests.tsv').map(([ms]) => ms),
      byHand(`${MILLISECONDS} | sort -nr | head -n 15`),
    );
    deepStrictEqual(table('response-times.tsv'), [
      ['p50', ...byHand(`${MILLISECONDS} | sort -n | sed -n 5000p`)],
      ['p95', ...byHand(`${MILLISECONDS} | sort -n | sed -n 9500p`)],
      ['p99', ...byHand(`${MILLISECONDS} | sort -n | sed -n 9900p`)],
      ['max', ...byHand(`${MILLISECONDS} | sort -n | tail -n 1`)],
    ]);
    const [busiest] = table('top-paths.tsv');
    const page = readFileSync(join(results, 'report.md'), 'utf8');
    match(page, /^# Access log report\n\n- Log: .*\n- Requests: 10000\n- Lines rejected: 0\n/);
    match(page, new RegExp(`\\| ${busiest?.join(' \\| ')} \\|`));
  },
};
