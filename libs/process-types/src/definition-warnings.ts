import type { ParameterDefinition, ProcessTypeDefinition } from '@app/process-core';
import { MIN_MASKED_CHARACTERS } from '@app/secrets';
import { type DefinitionIssue, issueAt } from './definition-issue';
import { matchesPattern } from './value-pattern';

/** What is allowed in a definition and may surprise: secrets that are not masked in output. */
export function definitionWarnings({ parameters }: ProcessTypeDefinition): DefinitionIssue[] {
  return parameters.flatMap((parameter, index) => {
    const reason = parameter.secret ? unmasked(parameter) : null;
    return reason === null ? [] : [issueAt(['parameters', index, 'secret'], reason)];
  });
}

function unmasked({ type, pattern }: ParameterDefinition): string | null {
  const rule = `Values of fewer than ${MIN_MASKED_CHARACTERS} characters are not masked in the output of commands`;
  switch (type) {
    case 'boolean':
      return 'A boolean is not masked in the output of commands: true and false stand in any output.';
    case 'number':
      return `${rule}; a number may well be as short.`;
    case 'string':
      return pattern !== undefined && takesShort(pattern) ? `${rule}; the pattern takes such values.` : null;
    default:
      return type satisfies never;
  }
}

// Tried, as a pattern does not tell how short a value may be.
function takesShort(pattern: string): boolean {
  return ['1', 'a', 'A', '12', 'ab', 'AB', '123', 'abc', 'ABC'].some((value) => matchesPattern(pattern, value));
}
