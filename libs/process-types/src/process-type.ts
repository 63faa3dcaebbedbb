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
  /** Changes with each change of the type, also of its text alone; tells whether what was read is still true. */
  readonly revision: string;
  readonly definition: ProcessTypeDefinition;
  /** Why the stored definition cannot be used, for people; null when it can. */
  readonly unreadable: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** One version of a process type as lists show it. */
export interface ProcessTypeVersionSummary {
  readonly version: number;
  readonly current: boolean;
  readonly taskCount: number;
  readonly parameterCount: number;
  /** SHA-256 of the definition. */
  readonly fingerprint: string;
  /** A user's name; `system` for built-in types and those of files. */
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** One version of a process type. */
export interface ProcessTypeVersion extends Omit<ProcessTypeVersionSummary, 'taskCount' | 'parameterCount'> {
  readonly definition: ProcessTypeDefinition;
  /** The definition as it was written, or as a person would write it when it came as JSON. */
  readonly yaml: string;
  /** That of the type, for its current version. */
  readonly revision: string;
}

/** Who depends on a process type. */
export interface ProcessTypeUsage {
  readonly type: string;
  readonly records: number;
  /** Runs that are waiting or under way, by the version that they keep. */
  readonly activeRuns: readonly { readonly version: number; readonly runs: number }[];
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
