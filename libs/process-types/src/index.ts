export * from './built-in-types';
export {
  definitionJsonSchema,
  MAX_DEFINITION_BYTES,
  MAX_ENVIRONMENT_BYTES,
  MAX_VARIABLE_BYTES,
} from './definition.schema';
export * from './definition-issue';
export * from './load-definition-folder';
export * from './parse-definition';
export { type FileIssue, formatFileIssue, parseDefinitionYaml } from './parse-definition-yaml';
export * from './present-definition';
export * from './resolve-input';
export * from './variable-names';
export * from './watch-definition-folder';
export * from './definition-folder-sync';
export * from './definition-sync.service';
export * from './process-type';
export * from './process-type.repository';
export * from './process-type.service';
export * from './process-type-write.repository';
export * from './process-types.module';
