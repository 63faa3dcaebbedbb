/** How long to wait between two attempts: the same delay each time, or doubled after each failure. */
export type Backoff = 'fixed' | 'exponential';

/** What a lost worker means for its task: a new attempt (which uses a retry), or failure. */
export type OnWorkerLost = 'retry' | 'fail';

export type ParameterType = 'string' | 'number' | 'boolean';

/** A value that a record supplies in `inputData` and that reaches commands as an environment variable. */
export interface ParameterDefinition {
  readonly name: string;
  readonly description?: string;
  readonly type: ParameterType;
  readonly required: boolean;
  readonly default?: string | number | boolean;
  readonly secret: boolean;
  /** Regular expression that the whole of a string has to match, in the syntax of RE2. */
  readonly pattern?: string;
}

/** How a command gets a named secret: its value in a variable, or the path of a file that holds it. */
export type SecretDelivery = 'env' | 'file';

/** A named secret that a task's command gets. */
export interface TaskSecret {
  readonly name: string;
  readonly as: SecretDelivery;
  /** The variable that has the value, or the path of the file. */
  readonly variable: string;
}

/** One command of a process type, with all defaults applied. Durations are in milliseconds. */
export interface TaskDefinition {
  readonly name: string;
  readonly description?: string;
  readonly command: string;
  /** Absolute, or relative to the folder the worker was started in; null for that folder. */
  readonly workingDirectory: string | null;
  /** null: no limit. */
  readonly timeoutMs: number | null;
  readonly maxRetries: number;
  readonly retryDelayMs: number;
  readonly backoff: Backoff;
  readonly onWorkerLost: OnWorkerLost;
  readonly continueOnFailure: boolean;
  /** Fixed environment variables of the task; a parameter of the same name wins. */
  readonly env: Readonly<Record<string, string>>;
  /** Absent: none. */
  readonly secrets?: readonly TaskSecret[];
}

/** A process type: a name, the parameters its commands read, and its ordered tasks (at least one). */
export interface ProcessTypeDefinition {
  readonly name: string;
  readonly description?: string;
  readonly parameters: readonly ParameterDefinition[];
  readonly tasks: readonly TaskDefinition[];
}
