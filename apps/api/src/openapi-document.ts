import type { INestApplication } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

type OperationObject = NonNullable<OpenAPIObject['paths'][string]['get']>;

const METHODS = ['get', 'put', 'post', 'delete'] as const;

const TAGS: readonly (readonly [string, string])[] = [
  ['process-records', 'Create, change, start, stop and resume process records; their runs'],
  ['process-types', 'Definitions of processes'],
  ['dashboard', 'What the dashboard shows'],
  ['tasks', 'Tasks, their attempts and output'],
  ['operations', 'Workers, the live work list, events, health and metrics'],
];

/** The API's OpenAPI document. The same code gives the same document, whatever the configuration. */
export function buildOpenApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Process Orchestrator')
    .setDescription('Runs ordered sequences of shell commands reliably, and shows what happens.')
    .setVersion('1.0')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addBasicAuth(undefined, 'basic')
    .addSecurityRequirements('basic');
  for (const [name, description] of TAGS) builder.addTag(name, description);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (_controller: string, method: string) => method,
  });
  for (const operation of operationsOf(document)) describeResponses(operation);
  return { ...document, paths: sortByKey(document.paths), components: sortComponents(document.components) };
}

function operationsOf(document: OpenAPIObject): OperationObject[] {
  return Object.values(document.paths).flatMap((path) => METHODS.flatMap((method) => path[method] ?? []));
}

// OpenAPI wants a description on every response.
function describeResponses(operation: OperationObject): void {
  for (const [status, response] of Object.entries(operation.responses)) {
    if (response && !('$ref' in response)) response.description ||= STATUS_CODES[status] ?? 'Response';
  }
}

function sortComponents(components: OpenAPIObject['components']): NonNullable<OpenAPIObject['components']> {
  return { ...components, schemas: sortByKey(components?.schemas ?? {}) };
}

function sortByKey<Value>(record: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
