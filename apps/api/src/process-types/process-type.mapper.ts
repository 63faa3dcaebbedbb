import {
  type DefinitionPreview,
  type FileProblem,
  type ProcessType,
  type ProcessTypeUsage,
  type ProcessTypeVersion,
  type ProcessTypeVersionSummary,
  presentDefinition,
} from '@app/process-types';
import type { DefinitionPreviewDto } from './definition-preview.dto';
import type { ProcessTypeDto } from './process-type.dto';
import type { DefinitionFileProblemDto, ProcessTypeListDto } from './process-type-list.dto';
import type { ProcessTypeUsageDto } from './process-type-usage.dto';
import type { ProcessTypeVersionDetailDto, ProcessTypeVersionDto } from './process-type-version.dto';

export function toProcessTypeDto(type: ProcessType): ProcessTypeDto {
  return {
    ...presentDefinition(type.definition),
    name: type.name,
    taskCount: type.definition.tasks.length,
    version: type.version,
    revision: type.revision,
    source: type.source,
    sourceFile: type.sourceFile,
    createdAt: type.createdAt,
    updatedAt: type.updatedAt,
  };
}

export function toProcessTypeVersionDto(version: ProcessTypeVersionSummary): ProcessTypeVersionDto {
  return {
    version: version.version,
    current: version.current,
    taskCount: version.taskCount,
    parameterCount: version.parameterCount,
    fingerprint: version.fingerprint,
    createdBy: version.createdBy,
    createdAt: version.createdAt,
  };
}

export function toProcessTypeUsageDto({ type, records, activeRuns }: ProcessTypeUsage): ProcessTypeUsageDto {
  return { type, records, activeRuns: activeRuns.map(({ version, runs }) => ({ version, runs })) };
}

export function toDefinitionPreviewDto(preview: DefinitionPreview): DefinitionPreviewDto {
  return {
    version: preview.version,
    makesVersion: preview.makesVersion,
    records: preview.records,
    checked: preview.checked,
    unfit: preview.unfit,
    unfitScheduled: preview.unfitScheduled,
    firstUnfit: preview.firstUnfit.map(({ id, schedule, issues }) => ({ id, schedule, issues: [...issues] })),
    activeRuns: preview.activeRuns.map(({ version, runs }) => ({ version, runs })),
  };
}

export function toProcessTypeVersionDetailDto(version: ProcessTypeVersion): ProcessTypeVersionDetailDto {
  const { description, parameters, tasks } = presentDefinition(version.definition);
  return {
    version: version.version,
    current: version.current,
    description,
    parameters,
    tasks,
    yaml: version.yaml,
    fingerprint: version.fingerprint,
    revision: version.revision,
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
