import { type FileProblem, type ProcessType, type ProcessTypeVersion, presentDefinition } from '@app/process-types';
import type { ProcessTypeDto, ProcessTypeVersionDto } from './process-type.dto';
import type { DefinitionFileProblemDto, ProcessTypeListDto } from './process-type-list.dto';

export function toProcessTypeDto(type: ProcessType): ProcessTypeDto {
  return {
    ...presentDefinition(type.definition),
    name: type.name,
    taskCount: type.definition.tasks.length,
    version: type.version,
    source: type.source,
    sourceFile: type.sourceFile,
    createdAt: type.createdAt,
    updatedAt: type.updatedAt,
  };
}

export function toProcessTypeVersionDto(version: ProcessTypeVersion): ProcessTypeVersionDto {
  const { description, parameters, tasks } = presentDefinition(version.definition);
  return {
    version: version.version,
    current: version.current,
    description,
    parameters,
    tasks,
    fingerprint: version.fingerprint,
    createdBy: version.createdBy,
    createdAt: version.createdAt,
  };
}

export function toProcessTypeListDto(
  types: readonly ProcessType[],
  problems: readonly FileProblem[],
): ProcessTypeListDto {
  const taskNames = types.flatMap((type) => type.definition.tasks.map((task) => task.name));
  return {
    processTypes: types.map(toProcessTypeDto),
    allTaskNames: [...new Set(taskNames)].sort(),
    problems: problems.map(toFileProblemDto),
  };
}

function toFileProblemDto({ file, issues, foundAt }: FileProblem): DefinitionFileProblemDto {
  return {
    file,
    issues: issues.map(({ line, column, field, message }) => ({ line, column, field, message })),
    foundAt,
  };
}
