import type { CursorValues } from '@app/database';

/** Collects the conditions of a list and their parameters. */
export class SqlConditions {
  private readonly conditions: string[] = [];

  /** @param values those of the statement that the conditions become a part of */
  constructor(readonly values: unknown[] = []) {}

  /** Registers a parameter and gives its placeholder. */
  parameter(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** Adds a condition on a value; nothing when the value is undefined. */
  where<Value>(value: Value | undefined, condition: (placeholder: string) => string): this {
    if (value !== undefined) this.conditions.push(condition(this.parameter(value)));
    return this;
  }

  /** Adds a condition. */
  and(condition: string): this {
    this.conditions.push(condition);
    return this;
  }

  /** Adds one of two conditions; nothing when the choice is undefined. */
  either(choice: boolean | undefined, ifTrue: string, ifFalse: string): this {
    if (choice !== undefined) this.conditions.push(choice ? ifTrue : ifFalse);
    return this;
  }

  /** Adds the condition that a choice stands for; nothing when it is undefined. */
  choice<Name extends string>(name: Name | undefined, conditions: Readonly<Record<Name, string>>): this {
    if (name !== undefined) this.conditions.push(conditions[name]);
    return this;
  }

  /** Keeps the rows after the cursor in the order of the columns; all when there is no cursor. */
  after(keys: readonly SortKey[], descending: boolean, cursor: CursorValues | undefined): this {
    if (cursor === undefined) return this;
    const columns = keys.map((key) => key.column).join(', ');
    const values = keys.map((key, index) => keyValue(key, this.parameter(cursor[index])));
    this.conditions.push(`(${columns}) ${descending ? '<' : '>'} (${values.join(', ')})`);
    return this;
  }

  /** `WHERE …`, or nothing. */
  toString(): string {
    return this.conditions.length === 0 ? '' : `WHERE ${this.conditions.join(' AND ')}`;
  }
}

/** A column that a list is sorted by. */
export interface SortKey {
  readonly column: string;
  readonly part: 'text' | 'micros' | 'count' | 'uuid';
}

/** `ORDER BY …` over the keys. */
export function orderBy(keys: readonly SortKey[], descending: boolean): string {
  return `ORDER BY ${keys.map((key) => `${key.column}${descending ? ' DESC' : ''}`).join(', ')}`;
}

/** A JSON array of the keys' values, with moments in microseconds: JavaScript's dates would cut them off. */
export function cursorColumn(keys: readonly SortKey[]): string {
  const values = keys.map(({ column, part }) =>
    part === 'micros' ? `(extract(epoch FROM ${column}) * 1000000)::bigint` : column,
  );
  return `json_build_array(${values.join(', ')}) AS "cursorValues"`;
}

/** A pattern for ILIKE that finds the text anywhere. */
export function containing(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/** A value of a cursor as SQL compares it with the column. */
export function keyValue({ part }: SortKey, placeholder: string): string {
  switch (part) {
    case 'micros':
      return `timestamptz 'epoch' + ${placeholder}::double precision * interval '1 microsecond'`;
    case 'text':
      return `${placeholder}::text`;
    case 'count':
      return `${placeholder}::integer`;
    case 'uuid':
      return `${placeholder}::uuid`;
    default:
      return part satisfies never;
  }
}
