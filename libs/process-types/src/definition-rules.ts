import { describeValue } from './describe-zod-issue';
import { type DefinitionIssue, type IssuePath, issueAt } from './definition-issue';
import { defaultVariable } from './secret-variable';
import { matchesPattern, patternProblem } from './value-pattern';
import { secretVariableProblem, variableNameProblem } from './variable-names';

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
    ...tasks.flatMap(([task, index]) => brokenSecretRules(task, parameters, ['tasks', index, 'secrets'])),
  ];
}

function reservedName(name: unknown): DefinitionIssue[] {
  if (typeof name !== 'string' || !RESERVED_NAMES.includes(name)) return [];
  return [issueAt(['name'], `Must be another name: '${name}' is an address of the API or the dashboard.`)];
}

function brokenParameterRules(parameter: Fields, path: IssuePath): DefinitionIssue[] {
  const issues: DefinitionIssue[] = [];
  if (typeof parameter.name === 'string') {
    const problem =
      variableNameProblem(parameter.name, 'parameter') ??
      (parameter.secret === true ? secretVariableProblem(parameter.name) : null);
    if (problem !== null) issues.push(issueAt([...path, 'name'], problem));
  }
  if (typeof parameter.pattern === 'string') issues.push(...brokenPatternRules(parameter, parameter.pattern, path));
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

function brokenPatternRules(parameter: Fields, pattern: string, path: IssuePath): DefinitionIssue[] {
  const at = [...path, 'pattern'];
  if ((parameter.type ?? 'string') !== 'string') return [issueAt(at, 'Is for strings only.')];
  const problem = patternProblem(pattern);
  if (problem !== null) return [issueAt(at, problem)];
  const byDefault = parameter.default;
  if (typeof byDefault !== 'string' || matchesPattern(pattern, byDefault)) return [];
  return [issueAt([...path, 'default'], 'Must match the pattern.')];
}

/** Each named secret has a variable of its own. */
function brokenSecretRules(
  task: Fields,
  parameters: readonly (readonly [Fields, number])[],
  path: IssuePath,
): DefinitionIssue[] {
  const taken = new Set([
    ...parameters.map(([{ name }]) => name),
    ...(isFields(task.env) ? Object.keys(task.env) : []),
  ]);
  return entriesOf(task.secrets).flatMap(([secret, index]) => {
    if (typeof secret.name !== 'string') return [];
    const isNamed = typeof secret.variable === 'string';
    const variable = isNamed ? String(secret.variable) : defaultVariable(secret.name, String(secret.as ?? 'env'));
    const at = [...path, index, isNamed ? 'variable' : 'name'];
    const problem = variableNameProblem(variable, 'env') ?? secretVariableProblem(variable);
    if (problem !== null) return [issueAt(at, problem)];
    if (taken.has(variable)) return [issueAt(at, `Needs another variable: ${variable} has a value already.`)];
    taken.add(variable);
    return [];
  });
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
