import { invalid } from '@app/process-core';
import { parseDefinition } from './parse-definition';
import { parseDefinitionYaml } from './parse-definition-yaml';
import type { WrittenDefinition } from './process-type-write.repository';

/** Reads a definition from a request, as YAML text or as JSON value. Throws `invalid` with every mistake. */
export function requireDefinition(value: unknown): WrittenDefinition {
  const parsed = typeof value === 'string' ? parseDefinitionYaml(value, '(request)') : parseDefinition(value);
  if (!parsed.ok) throw invalid('The definition is not valid.', parsed.issues);
  return { definition: parsed.value, yaml: typeof value === 'string' ? value : null };
}

/** Like `requireDefinition`; throws `invalid` also for a definition of a type with another name. */
export function requireDefinitionOf(name: string, value: unknown): WrittenDefinition {
  const written = requireDefinition(value);
  if (written.definition.name === name) return written;
  throw invalid('The definition is of another process type.', [{ field: 'name', message: keepsName(name) }]);
}

export const keepsName = (name: string): string => `Must be '${name}': a type keeps its name.`;
