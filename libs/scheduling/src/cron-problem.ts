import { CronPattern } from 'croner';

interface CronField {
  readonly name: string;
  readonly takes: string;
}

const SECOND: CronField = { name: 'second', takes: '0-59' };
const FIELDS: readonly CronField[] = [
  { name: 'minute', takes: '0-59' },
  { name: 'hour', takes: '0-23' },
  { name: 'day of month', takes: '1-31, L (last day), LW (last weekday) or 15W (weekday nearest to the 15th)' },
  { name: 'month', takes: '1-12 or JAN-DEC' },
  { name: 'day of week', takes: '0-7 (0 and 7 are Sunday) or SUN-SAT, 5#2 (second Friday) or 5L (last Friday)' },
];
const NICKNAMES = ['@hourly', '@daily', '@midnight', '@weekly', '@monthly', '@yearly', '@annually'];

/** Says what is wrong with a cron expression, field by field, and what would be right; null when it is valid. */
export function cronProblem(expression: string): string | null {
  const text = expression.trim();
  if (text.startsWith('@')) {
    return NICKNAMES.includes(text.toLowerCase())
      ? null
      : `Must be one of ${NICKNAMES.join(', ')}, or five or six fields.`;
  }
  const parts = text.split(/\s+/).filter((part) => part !== '');
  const fields = parts.length === 6 ? [SECOND, ...FIELDS] : FIELDS;
  if (parts.length !== fields.length) {
    return `Must have five fields (${FIELDS.map(({ name }) => name).join(', ')}), or six with the second first; it has ${parts.length}. E.g. "30 2 * * *" for 2:30 every night.`;
  }
  const problems = fields.flatMap((field, index) => fieldProblem(field, parts, index));
  if (problems.length > 0) return problems.join(' ');
  return accepts(parts) ? null : 'Must be a cron expression, e.g. "30 2 * * *" for 2:30 every night.';
}

function fieldProblem({ name, takes }: CronField, parts: readonly string[], index: number): string[] {
  const alone = parts.map((part, at) => (at === index ? part : '*'));
  if (accepts(alone)) return [];
  return [`The ${name} "${parts[index]}" is wrong: it takes ${takes}, also as * (any), 1-5, 1,3 or */2.`];
}

function accepts(parts: readonly string[]): boolean {
  try {
    new CronPattern(parts.join(' '), undefined, { mode: '5-or-6-parts' });
    return true;
  } catch {
    return false;
  }
}
