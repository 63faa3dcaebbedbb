import type { ProcessType } from '@app/api-client';

/** Where a type comes from. */
export function sourceWords({ source, sourceFile }: Pick<ProcessType, 'source' | 'sourceFile'>): string {
  switch (source) {
    case 'built-in':
      return 'built in';
    case 'file':
      return sourceFile ?? 'a file';
    case 'api':
      return 'the API';
    default: {
      const unknown: never = source;
      throw new TypeError(`unknown source ${String(unknown)}`);
    }
  }
}
