import type { FieldIssue, ProcessTypeDefinition } from '@app/process-core';

/** Where a type comes from. Only those of the API can be changed through it. */
export type ProcessTypeSource = 'built-in' | 'file' | 'api';

/** A process type in its current version. */
export interface ProcessType {
  readonly name: string;
  readonly source: ProcessTypeSource;
  /** Name of the file in the definitions folder; null for other sources. */
  readonly sourceFile: string | null;
  readonly version: number;
  readonly definition: ProcessTypeDefinition;
  /** Why the stored definition cannot be used, for people; null when it can. */
  readonly unreadable: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** One version of a process type. */
export interface ProcessTypeVersion {
  readonly version: number;
  readonly current: boolean;
  readonly definition: ProcessTypeDefinition;
  readonly fingerprint: string;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** One mistake of a file, with its place when it has one. */
export interface FileProblemIssue extends FieldIssue {
  readonly line: number | null;
  readonly column: number | null;
}

/** A file of the definitions folder that is not in use, and why. */
export interface FileProblem {
  readonly file: string;
  readonly issues: readonly FileProblemIssue[];
  readonly foundAt: Date;
}
