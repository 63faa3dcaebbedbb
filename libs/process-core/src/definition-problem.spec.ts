import { definitionProblem } from './definition-problem';

const TASK = {
  name: 'task',
  command: 'true',
  workingDirectory: null,
  timeoutMs: null,
  maxRetries: 0,
  retryDelayMs: 0,
  backoff: 'fixed',
  onWorkerLost: 'retry',
  continueOnFailure: false,
  env: { A: 'b' },
};
const PARAMETER = { name: 'input', type: 'string', required: false, secret: true };
const withTask = (change: object) => ({ name: 't', parameters: [PARAMETER], tasks: [TASK, { ...TASK, ...change }] });
const withParameter = (change: object) => ({ name: 't', parameters: [{ ...PARAMETER, ...change }], tasks: [TASK] });

it.each<[unknown, string | null]>([
  [withTask({}), null],
  [withTask({ timeoutMs: 5, workingDirectory: '/', description: 'more' }), null],
  [null, 'it must be an object'],
  ['text', 'it must be an object'],
  [[], 'it must be an object'],
  [{}, 'parameters must be a list'],
  [{ parameters: {} }, 'parameters must be a list'],
  [{ parameters: [] }, 'tasks must be a list'],
  [{ parameters: [], tasks: [] }, 'tasks must not be empty'],
  [{ parameters: [null], tasks: [TASK] }, 'parameters[0] must be an object'],
  [withParameter({ name: 5 }), 'parameters[0].name must be text'],
  [withParameter({ type: 'date' }), 'parameters[0].type must be string or number or boolean'],
  [withParameter({ secret: 'no' }), 'parameters[0].secret must be true or false'],
  [{ parameters: [], tasks: ['x'] }, 'tasks[0] must be an object'],
  [withTask({ command: undefined }), 'tasks[1].command must be text'],
  [withTask({ timeoutMs: '5 min' }), 'tasks[1].timeoutMs must be a number, 0 or more'],
  [withTask({ maxRetries: -1 }), 'tasks[1].maxRetries must be a number, 0 or more'],
  [withTask({ backoff: 'random' }), 'tasks[1].backoff must be fixed or exponential'],
  [withTask({ env: { A: 1 } }), 'tasks[1].env must map names to text'],
  [withTask({ env: ['A'] }), 'tasks[1].env must map names to text'],
])('of %j: %s', (value, problem) => {
  expect(definitionProblem(value)).toBe(problem);
});
