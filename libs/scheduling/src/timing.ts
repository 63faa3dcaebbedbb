import { cronProblem } from './cron-problem';
import { readTime } from './moment';
import type { Timing } from './schedule';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const MAX_DELAY_MS = 366 * 86_400_000;
const DELAY = /^every\s+((?:\d{1,9}\s*[smhd]\s*)+)$/i;
const EVERY = /^every\b/i;
const ONCE = /^(?:at\s+(.*)|(\d{4}-\d\d-\d\d.*))$/i;

export type ReadTiming =
  | { readonly ok: true; readonly timing: Timing }
  | { readonly ok: false; readonly message: string };

/**
 * Reads what a schedule says about when it fires: `every 90s`, `at 2026-12-24T18:00`, or a cron expression. The zone has
 * to be valid. The message says what is wrong and what would be right.
 */
export function readTiming(expression: string, timeZone: string): ReadTiming {
  if (/[^\t\x20-\x7e]/.test(expression)) return refuse('Must be one line of plain characters, e.g. "30 2 * * *".');
  const text = expression.trim();
  if (EVERY.test(text)) return readDelay(text);
  const once = ONCE.exec(text);
  if (once) return readOnce(once[1] ?? once[2] ?? '', timeZone);
  const problem = cronProblem(text);
  return problem === null ? { ok: true, timing: { kind: 'cron' } } : refuse(problem);
}

function readDelay(text: string): ReadTiming {
  const [, parts] = DELAY.exec(text) ?? [];
  if (parts === undefined) {
    return refuse(
      `The delay "${text.slice(5).trim()}" is wrong: it takes numbers with s, m, h or d, as in every 90s or every 1h 30m.`,
    );
  }
  let delayMs = 0;
  for (const [, count, unit = ''] of parts.matchAll(/(\d+)\s*([smhd])/gi))
    delayMs += Number(count) * (UNIT_MS[unit.toLowerCase()] ?? 0);
  if (delayMs === 0) return refuse('The delay must be longer than 0, e.g. every 90s.');
  if (delayMs > MAX_DELAY_MS) return refuse('The delay must be at most 366d.');
  return { ok: true, timing: { kind: 'delay', delayMs } };
}

function readOnce(text: string, timeZone: string): ReadTiming {
  const at = readTime(text.trim(), timeZone);
  if (at) return { ok: true, timing: { kind: 'once', at } };
  return refuse(
    `The time "${text.trim()}" is wrong: it takes a date and a time, as in at 2026-12-24T18:00 (in the time zone of the schedule) or at 2026-12-24T17:00:00Z.`,
  );
}

function refuse(message: string): ReadTiming {
  return { ok: false, message };
}
