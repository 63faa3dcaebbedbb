import { describeValue } from './describe-zod-issue';
import { type DefinitionIssue, type IssuePath, issueAt } from './definition-issue';
import { variableNameProblem } from './variable-names';

/** `GET /process-types/<name>` and the dashboard's `/types/<name>` mean something else for these. */
const RESERVED_NAMES: readonly string[] = ['new', 'schema', 'usage'];

const PARAMETER_TYPES: readonly string[] = ['string', 'number', 'boolean'];

type Fields = Readonly<Record<string, unknown>>;

/**
 * The rules that span several fields: names that repeat or that commands cannot have, and fields that exclude each
 * other. Takes the raw value, so that they are reported together with what the schema finds.
 */
export function brokenRules(value: unknown): DefinitionIssue[] {
  if (!isFields(value)) return [];
  const parameters = entriesOf(value.parameters);
  const tasks = entriesOf(value.tasks);
  return [
    ...reservedName(value.name),
    ...repeatedNames('parameters', parameters),
    ...parameters.flatMap(([parameter, index]) => brokenParameterRules(parameter, ['parameters', index])),
    ...repeatedNames('tasks', tasks),
    ...tasks.flatMap(([task, index]) => brokenTaskRules(task, ['tasks', index])),
  ];
}

function reservedName(name: unknown): DefinitionIssue[] {
  if (typeof name !== 'string' || !RESERVED_NAMES.includes(name)) return [];
  return [issueAt(['name'], `Must be another name: '${name}' is an address of the API or the dashboard.`)];
}

function brokenParameterRules(parameter: Fields, path: IssuePath): DefinitionIssue[] {
  const issues: DefinitionIssue[] = [];
  if (typeof parameter.name === 'string') {
    const problem = variableNameProblem(parameter.name, 'parameter');
    if (problem !== null) issues.push(issueAt([...path, 'name'], problem));
  }
  const byDefault = parameter.default ?? undefined;
  if (byDefault === undefined) return issues;
  if (parameter.secret === true) {
    issues.push(issueAt([...path, 'default'], 'A secret has no default: everyone who sees the type would read it.'));
  }
  const type = parameter.type ?? 'string';
  const isOneOf = (name: unknown): name is string => typeof name === 'string' && PARAMETER_TYPES.includes(name);
  if (isOneOf(type) && isOneOf(typeof byDefault) && typeof byDefault !== type) {
    const hint = type === 'string' ? ' Put it in quotes, or declare its type.' : '';
    issues.push(
      issueAt([...path, 'default'], `Must be a ${type} as the parameter is; it is ${describeValue(byDefault)}.${hint}`),
    );
  }
  if (typeof byDefault === 'number' && Number.isInteger(byDefault) && !Number.isSafeInteger(byDefault)) {
    issues.push(
      issueAt([...path, 'default'], 'Is too large to be an exact number; declare the parameter as a string.'),
    );
  }
  return issues;
}

function brokenTaskRules(task: Fields, path: IssuePath): DefinitionIssue[] {
  const issues: DefinitionIssue[] = [];
  if (haveTwoTimeouts(task)) {
    issues.push(
      issueAt([...path, 'timeoutSeconds'], 'Give timeoutMinutes or timeoutSeconds; they say different times.'),
    );
  }
  const names = isFields(task.env) ? Object.keys(task.env) : [];
  if (names.length > 100) issues.push(issueAt([...path, 'env'], 'Must have at most 100 entries.'));
  for (const name of names.slice(0, 100)) {
    const problem = variableNameProblem(name, 'env');
    if (problem !== null) issues.push(issueAt([...path, 'env', name], problem));
  }
  return issues;
}

function repeatedNames(list: string, entries: readonly (readonly [Fields, number])[]): DefinitionIssue[] {
  const first = new Map<string, number>();
  return entries.flatMap(([{ name }, index]) => {
    if (typeof name !== 'string') return [];
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, index);
      return [];
    }
    return [
      issueAt([list, index, 'name'], `Must be unique; ${list}[${earlier}] has the name ${JSON.stringify(name)} too.`),
    ];
  });
}

function entriesOf(list: unknown): (readonly [Fields, number])[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown, index) => (isFields(entry) ? [[entry, index] as const] : []));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// What the API shows of a task has both, and can be sent back. What is no number is reported as that.
function haveTwoTimeouts({ timeoutMinutes: minutes, timeoutSeconds: seconds }: Fields): boolean {
  if (typeof minutes !== 'number' || typeof seconds !== 'number') return false;
  return Math.round(minutes * 60_000) !== Math.round(seconds * 1000);
}
