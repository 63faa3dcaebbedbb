import type { INestApplication } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

type OperationObject = NonNullable<OpenAPIObject['paths'][string]['get']>;

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Schema = Schemas[string];

const METHODS = ['get', 'put', 'post', 'delete'] as const;

const TAGS: readonly (readonly [string, string])[] = [
  ['process-records', 'Create, change, start, stop and resume process records; their runs'],
  ['schedules', 'When process records run by themselves, and what became of their fires'],
  ['process-types', 'Definitions of processes'],
  ['secrets', 'Named secrets that commands get'],
  ['dashboard', 'What the dashboard shows'],
  ['tasks', 'Tasks, their attempts and output'],
  ['access', 'Sign-ins, users, tokens, and the audit'],
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
    .addCookieAuth('po_sign_in', { type: 'apiKey' }, 'sign-in')
    .addBearerAuth({ type: 'http', description: 'A token of POST /api/tokens' }, 'token')
    .addBasicAuth(undefined, 'basic')
    .addSecurityRequirements('sign-in')
    .addSecurityRequirements('token')
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
  const schemas = components?.schemas ?? {};
  for (const schema of Object.values(schemas)) tidyProperties(schema, schemas);
  return { ...components, schemas: sortByKey(schemas) };
}

// Nest wraps each named enum in `allOf`. OpenAPI 3.0 wants a type beside `nullable`, and no wrapping without need.
function tidyProperties(schema: Schema, schemas: Schemas): void {
  if ('$ref' in schema) return;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const wrapped = '$ref' in property ? undefined : property.allOf?.[0];
    if ('$ref' in property || !wrapped || !('$ref' in wrapped)) continue;
    const target = schemas[wrapped.$ref.slice(wrapped.$ref.lastIndexOf('/') + 1)];
    if (Object.keys(property).length === 1) schema.properties = { ...schema.properties, [name]: wrapped };
    else if (property.nullable && target && !('$ref' in target) && target.type) property.type = target.type;
  }
}

function sortByKey<Value>(record: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
