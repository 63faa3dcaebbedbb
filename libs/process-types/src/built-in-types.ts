import type { ProcessTypeDefinition } from '@app/process-core';
import { parseDefinition } from './parse-definition';

const PARAMETERS = [
  { name: 'input_file', description: 'A text file; each task says how many lines it has.' },
  { name: 'output_dir', description: 'A folder, made when missing, where each task leaves a file of its name.' },
];

/** Says what runs, and uses the parameters when they are given. Without them it starts no other program. */
const TEST_COMMAND = `set -eu
printf '%s: attempt %s for %s\\n' "$TASK_NAME" "$TASK_ATTEMPT" "$PROCESS_RECORD_ID"
if [ -n "\${input_file:-}" ]; then
  lines=$(wc -l < "$input_file")
  printf '%s has %s lines\\n' "$input_file" "$((lines))"
fi
if [ -n "\${output_dir:-}" ]; then
  mkdir -p -- "$output_dir"
  printf '%s of %s\\n' "$TASK_NAME" "$PROCESS_RECORD_ID" > "$output_dir/$TASK_NAME.txt"
  printf 'wrote %s\\n' "$output_dir/$TASK_NAME.txt"
fi
`;

const FAILING_COMMAND = `echo "$TASK_NAME: this task fails on purpose" >&2
exit 1
`;

const testTask = (name: string) => ({ name, command: TEST_COMMAND, timeoutMinutes: 5 });

/** The types that every installation has, with the names of the original's. Their parameters are optional. */
export const BUILT_IN_TYPES: readonly ProcessTypeDefinition[] = [
  {
    name: 'single-task-process',
    description: 'One task that says its name.',
    parameters: PARAMETERS,
    tasks: [testTask('test-1-1')],
  },
  {
    name: 'two-task-process',
    description: 'Two tasks, one after the other.',
    parameters: PARAMETERS,
    tasks: [testTask('test-2-1'), testTask('test-2-2')],
  },
  {
    name: 'three-task-process',
    description: 'Three tasks, one after the other.',
    parameters: PARAMETERS,
    tasks: [testTask('test-3-1'), testTask('test-3-2'), testTask('test-3-3')],
  },
  {
    name: 'failing-process',
    description: 'A task that fails, to see what a failure looks like.',
    parameters: PARAMETERS,
    tasks: [{ name: 'test-failing', command: FAILING_COMMAND, timeoutMinutes: 5 }],
  },
].map(toDefinition);

function toDefinition(value: unknown): ProcessTypeDefinition {
  const parsed = parseDefinition(value);
  if (!parsed.ok) throw new Error(`A built-in type is wrong: ${JSON.stringify(parsed.issues)}`);
  return parsed.value;
}
