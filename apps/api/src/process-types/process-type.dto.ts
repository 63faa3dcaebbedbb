import type { Backoff, OnWorkerLost, ParameterType, SecretDelivery } from '@app/process-core';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';

const PARAMETER_DEFAULT = {
  oneOf: [{ type: 'string', nullable: true }, { type: 'number' }, { type: 'boolean' }],
  example: 'eu',
};

/** A value that a record supplies in `inputData`; commands read it as an environment variable of the same name. */
@ApiSchema({ name: 'ProcessParameter' })
export class ProcessParameterDto {
  /** @example 'input_file' */
  name: string;

  description: string | null;

  @ApiProperty({ enum: ['string', 'number', 'boolean'], enumName: 'ParameterType' })
  type: ParameterType;

  required: boolean;

  @ApiProperty(PARAMETER_DEFAULT)
  default: string | number | boolean | null;

  /** Secret values are masked wherever the API shows them. */
  secret: boolean;

  /**
   * Regular expression (RE2) that the whole of a string has to match.
   * @example '[a-z]{2}'
   */
  pattern: string | null;
}

/** A named secret that a command gets. */
@ApiSchema({ name: 'TaskSecret' })
export class TaskSecretDto {
  /** @example 'DB_PASSWORD' */
  name: string;

  /** Its value in a variable, or the path of a file that holds it. */
  @ApiProperty({ enum: ['env', 'file'], enumName: 'SecretDelivery' })
  as: SecretDelivery;

  /** @example 'DB_PASSWORD' */
  variable: string;
}

/** One command of a process type. */
@ApiSchema({ name: 'TaskDefinition' })
export class TaskDefinitionDto {
  /** @example 'test-1-1' */
  name: string;

  description: string | null;

  /** @example 'echo hello' */
  command: string;

  workingDirectory: string | null;

  /** Null: no limit. */
  timeoutMinutes: number | null;

  /** The same limit as `timeoutMinutes`. */
  timeoutSeconds: number | null;

  maxRetries: number;
  retryDelaySeconds: number;

  @ApiProperty({ enum: ['fixed', 'exponential'], enumName: 'Backoff' })
  backoff: Backoff;

  @ApiProperty({ enum: ['retry', 'fail'], enumName: 'OnWorkerLost' })
  onWorkerLost: OnWorkerLost;

  continueOnFailure: boolean;

  env: Record<string, string>;

  secrets: TaskSecretDto[];
}

@ApiSchema({ name: 'ProcessType' })
export class ProcessTypeDto {
  /** @example 'single-task-process' */
  name: string;

  description: string | null;

  /** @example 1 */
  taskCount: number;

  parameters: ProcessParameterDto[];

  /** In the order they run. */
  tasks: TaskDefinitionDto[];

  /**
   * Counts from 1; each change makes a new one.
   * @example 1
   */
  version: number;

  /**
   * Changes with each change; also in the `ETag` header. `PUT` with `If-Match: "<revision>"` refuses to overwrite what
   * somebody else saved meanwhile.
   * @example '1-5f0e2c91ab34'
   */
  revision: string;

  /** Where the type comes from; only those of the API can be changed through it. */
  @ApiProperty({ enum: ['built-in', 'file', 'api'], enumName: 'ProcessTypeSource' })
  source: 'built-in' | 'file' | 'api';

  /** Name of the YAML file, for types that come from one. */
  sourceFile: string | null;

  createdAt: Date;
  updatedAt: Date;
}
