import { type DefinitionReport, validateProcessType } from '@app/api-client';
import { YAML_BODY } from './yaml-body';

/** The type that a text is to become a version of; null for a new type. */
export type Replacing = string | null;

/** Asks the server what is wrong with a definition. Throws `RequestError`. */
export async function checkDefinition(
  text: string,
  replacing: Replacing,
  signal: AbortSignal,
): Promise<DefinitionReport> {
  const query = replacing === null ? { isNew: true } : { replacing };
  return (await validateProcessType({ body: text, query, signal, throwOnError: true, ...YAML_BODY })).data;
}
