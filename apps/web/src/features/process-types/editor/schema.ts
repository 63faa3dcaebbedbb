/** The parts of a JSON schema that help to write a definition. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A step into a definition: a key, or null for an entry of a list. */
export type SchemaPath = readonly (string | null)[];

/** The schema at a path; null where the schema says nothing. */
export function schemaAt(root: Schema, path: SchemaPath): Schema | null {
  let schema: Schema = withoutNull(root);
  for (const step of path) {
    const next = step === null ? schema.items : (schema.properties?.[step] ?? schema.additionalProperties);
    if (next === undefined || typeof next === 'boolean') return null;
    schema = withoutNull(next);
  }
  return schema;
}

/** What a value has to be, in a few words: `text`, `whole number, 0 to 100`, `fixed or exponential`. */
export function valueWords(schema: Schema): string {
  const plain = withoutNull(schema);
  if (plain.enum) return plain.enum.map(String).join(' or ');
  if (plain.anyOf) return plain.anyOf.map(valueWords).join(', ');
  switch (plain.type) {
    case 'string':
      return 'text';
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `whole number${rangeWords(plain)}`;
    case 'number':
      return `number${rangeWords(plain)}`;
    case 'array':
      return plain.maxItems === undefined ? 'list' : `list of at most ${plain.maxItems.toLocaleString('en')}`;
    case 'object':
      return 'fields';
    default:
      return 'value';
  }
}

/** The values that can be chosen from; none where any text or number is possible. */
export function choices(schema: Schema): string[] {
  const plain = withoutNull(schema);
  if (plain.enum) return plain.enum.map(String);
  return plain.type === 'boolean' ? ['true', 'false'] : [];
}

/** Optional fields may be null; the rest says what they are. What stands beside `anyOf` belongs to it. */
function withoutNull(schema: Schema): Schema {
  const options = schema.anyOf?.filter(({ type }) => type !== 'null');
  if (options === undefined) return schema;
  const { anyOf: _, ...beside } = schema;
  const [only] = options;
  return options.length === 1 && only !== undefined ? { ...only, ...beside } : { ...beside, anyOf: options };
}

function rangeWords({ minimum, maximum }: Schema): string {
  if (maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER) return '';
  return minimum === undefined
    ? `, at most ${maximum.toLocaleString('en')}`
    : `, ${minimum} to ${maximum.toLocaleString('en')}`;
}
