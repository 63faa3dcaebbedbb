import { z } from 'zod';

/** Largest definition, as a YAML file and as JSON. */
export const MAX_DEFINITION_BYTES = 1024 * 1024;
/** Largest value of one environment variable: Linux takes 128 KiB per string, name included (MAX_ARG_STRLEN). */
export const MAX_VARIABLE_BYTES = 100_000;
/** Largest environment of one command: well under the 2 MiB that Linux takes for arguments and environment together. */
export const MAX_ENVIRONMENT_BYTES = 1_000_000;

const MAX_COMMAND_BYTES = 64 * 1024;
/** 24 days: the longest whole number of days that a Node timer can wait (2^31 - 1 ms). */
const MAX_TIMEOUT_MINUTES = 24 * 24 * 60;
const MAX_RETRY_DELAY_SECONDS = 7 * 24 * 60 * 60;

/** Parts of a definition that a user wrote no value for. */
export const TASK_DEFAULTS = { maxRetries: 0, retryDelaySeconds: 1 } as const;

/** Says why a text cannot be stored and handed to a command; null when it can. */
export function textProblem(text: string): string | null {
  if (text.includes('\0')) return 'Must not contain a NUL character.';
  if (/\p{Surrogate}/u.test(text)) return 'Must be valid Unicode: it has half of a surrogate pair.';
  return null;
}

/**
 * Zod measures whatever has a `length`, what is no text or list as well, and throws where that cannot be compared with a
 * number: `{"length": {"toString": []}}`.
 */
function measured<Schema extends z.ZodString | z.ZodArray>(schema: Schema): Schema {
  for (const { _zod: check } of schema._zod.def.checks ?? [])
    if (check.def.check === 'max_length' || check.def.check === 'min_length')
      check.def.when = ({ value }) => typeof value === 'string' || Array.isArray(value);
  return schema;
}

const text = (maxBytes: number) =>
  measured(z.string().max(maxBytes)).superRefine((value, context) => {
    const problem = textProblem(value);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    else if (value.length <= maxBytes && Buffer.byteLength(value) > maxBytes) {
      context.addIssue({ code: 'custom', message: `Must have at most ${maxBytes} bytes.` });
    }
  });

const description = text(10_000).nullish();
const scalar = z.union([text(MAX_VARIABLE_BYTES), z.number(), z.boolean()]);
const yesOrNo = (byDefault: boolean) => z.boolean().nullish().default(byDefault);

export const parameterSchema = z.strictObject({
  name: z.string().meta({ description: 'Name of the environment variable that commands read, e.g. input_file.' }),
  description: description.meta({ description: 'Shown where the value is asked for.' }),
  type: z
    .enum(['string', 'number', 'boolean'])
    .nullish()
    .default('string')
    .meta({ description: 'What a value has to be; commands read all as text.' }),
  required: yesOrNo(false).meta({ description: 'A record without the value, and without a default, is refused.' }),
  default: scalar.nullish().meta({ description: 'Used when the record gives no value; of the declared type.' }),
  secret: yesOrNo(false).meta({ description: 'The value is never shown. A secret has no default.' }),
  pattern: z
    .string()
    .nullish()
    .meta({ description: 'Regular expression (RE2) that the whole of a string has to match, e.g. [a-z]+-[0-9]{1,6}.' }),
});

const secretSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, {
      error: 'Must be the name of a secret: letters, digits and underscores, not starting with a digit.',
    })
    .meta({ description: 'A named secret that an administrator has stored.' }),
  as: z
    .enum(['env', 'file'])
    .nullish()
    .default('env')
    .meta({ description: 'Its value in a variable, or the path of a file that holds it.' }),
  variable: z
    .string()
    .nullish()
    .meta({ description: 'The variable; the name of the secret by default, for a file with _FILE at its end.' }),
});

export const taskSchema = z.strictObject({
  name: measured(z.string().max(255))
    .regex(/^[^\s\p{C}](?:[^\p{C}]*[^\s\p{C}])?$/u, {
      error: 'Must be one line of text, without control characters or blanks at its ends.',
    })
    .meta({ description: 'One line, unique within the type; a resume finds finished tasks by it.' }),
  description: description.meta({ description: 'What the task does, for people.' }),
  command: text(MAX_COMMAND_BYTES)
    .regex(/\S/, { error: 'Must be a shell command; it is empty.' })
    .meta({ description: 'Text for /bin/sh -c (cmd.exe on Windows). Read a parameter as "$input_file".' }),
  workingDirectory: measured(text(500).min(1))
    .nullish()
    .meta({ description: 'Absolute, or relative to the folder the worker was started in, which is the default.' }),
  timeoutMinutes: z
    .number()
    .positive()
    .max(MAX_TIMEOUT_MINUTES)
    .nullish()
    .meta({ description: 'How long the command may take; then its whole process tree is ended. Neither: no limit.' }),
  timeoutSeconds: z
    .number()
    .positive()
    .max(MAX_TIMEOUT_MINUTES * 60)
    .nullish()
    .meta({ description: 'The same in seconds, instead of timeoutMinutes.' }),
  maxRetries: z
    .int()
    .min(0)
    .max(100)
    .nullish()
    .default(TASK_DEFAULTS.maxRetries)
    .meta({ description: 'Further attempts after a failure, a timeout or a lost worker.' }),
  retryDelaySeconds: z
    .number()
    .min(0)
    .max(MAX_RETRY_DELAY_SECONDS)
    .nullish()
    .default(TASK_DEFAULTS.retryDelaySeconds)
    .meta({ description: 'Wait before the first retry; with exponential backoff doubled after each.' }),
  backoff: z
    .enum(['fixed', 'exponential'])
    .nullish()
    .default('fixed')
    .meta({ description: 'The same wait before each retry, or doubled each time, up to a day.' }),
  onWorkerLost: z
    .enum(['retry', 'fail'])
    .nullish()
    .default('retry')
    .meta({ description: 'What the loss of the worker means: a retry, if any is left, or failure.' }),
  continueOnFailure: yesOrNo(false).meta({ description: 'Go on with the next task when this one has failed.' }),
  env: z
    .record(z.string(), scalar)
    .nullish()
    .meta({ description: 'Fixed environment variables; a parameter of the same name wins.' }),
  secrets: measured(z.array(secretSchema).max(100))
    .nullish()
    .meta({ description: 'Named secrets that the command gets, and no other command does.' }),
});

export const definitionSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, {
        error: 'Must be 1 to 100 letters, digits, dots, underscores or hyphens, starting with a letter or digit.',
      })
      .meta({ description: 'Name of the type: letters, digits, dots, underscores, hyphens. It stays for good.' }),
    description: description.meta({ description: 'What the type is for; shown wherever it can be chosen.' }),
    parameters: measured(z.array(parameterSchema).max(100))
      .nullish()
      .meta({ description: 'Values that a record supplies and that commands read as environment variables.' }),
    tasks: measured(z.array(taskSchema).min(1).max(1000)).meta({
      description: 'Shell commands, run one after the other.',
    }),
  })
  .meta({ title: 'Process type' });

export type DefinitionInput = z.output<typeof definitionSchema>;
export type ParameterInput = z.output<typeof parameterSchema>;
export type SecretInput = z.output<typeof secretSchema>;
export type TaskInput = z.output<typeof taskSchema>;

/** The JSON schema of a definition as a user writes it, for editors and for the documentation (draft 2020-12). */
export function definitionJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(definitionSchema, { io: 'input' }) };
}
