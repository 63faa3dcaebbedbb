import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessTypeDefinition } from '@app/process-core';
import Ajv from 'ajv/dist/2020';
import * as fc from 'fast-check';
import { definitionJsonSchema } from './definition.schema';
import { definitionToYaml } from './definition-to-yaml';
import { parseDefinition } from './parse-definition';
import { parseDefinitionYaml } from './parse-definition-yaml';
import { presentDefinition } from './present-definition';

const task = { name: 'one', command: 'echo hi' };
const minimal = { name: 'my-type', tasks: [task] };
const withTask = (fields: object) => ({ ...minimal, tasks: [{ ...task, ...fields }] });

function accepted(value: unknown): ProcessTypeDefinition {
  const parsed = parseDefinition(value);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

describe('presentDefinition', () => {
  it('shows every field, null where there is none', () => {
    expect(presentDefinition(accepted(withTask({ timeoutSeconds: 90 })))).toEqual({
      name: 'my-type',
      description: null,
      parameters: [],
      tasks: [
        {
          name: 'one',
          description: null,
          command: 'echo hi',
          workingDirectory: null,
          timeoutMinutes: 1.5,
          timeoutSeconds: 90,
          maxRetries: 0,
          retryDelaySeconds: 1,
          backoff: 'fixed',
          onWorkerLost: 'retry',
          continueOnFailure: false,
          env: {},
          secrets: [],
        },
      ],
    });
  });

  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
  const definition = fc.record({
    name: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/),
    description: optional(fc.constantFrom('', 'what it does')),
    parameters: fc.uniqueArray(
      fc.oneof(
        fc.record({ name: fc.constantFrom('a', 'b'), required: fc.boolean(), secret: fc.constant(true) }),
        fc.record({ name: fc.constantFrom('c', 'd'), default: optional(fc.constantFrom('', 'x', '✓')) }),
        fc.record({ name: fc.constant('e'), type: fc.constant('number'), default: fc.integer() }),
        fc.record({ name: fc.constant('f'), type: fc.constant('boolean'), default: fc.boolean() }),
      ),
      { selector: ({ name }) => name },
    ),
    tasks: fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('a', 'b c', 'd'),
        command: fc.constantFrom(
          'true',
          'echo "$a"\n',
          'a: # b',
          '  lead\n\ttab \n\n',
          '- x\r\ny',
          `${'long '.repeat(60)}end`,
        ),
        timeoutSeconds: optional(fc.double({ min: 0.001, max: 2_073_600, noNaN: true })),
        retryDelaySeconds: fc.double({ min: 0, max: 604_800, noNaN: true }),
        maxRetries: fc.nat(100),
        backoff: fc.constantFrom('fixed', 'exponential'),
        onWorkerLost: fc.constantFrom('retry', 'fail'),
        continueOnFailure: fc.boolean(),
        env: fc.dictionary(fc.constantFrom('A', 'B_1'), fc.oneof(fc.constant('x'), fc.integer(), fc.boolean())),
      }),
      { selector: ({ name }) => name, minLength: 1 },
    ),
  });

  it('is undone by parseDefinition, as is the YAML text, and fits the JSON schema', () => {
    const fits = new Ajv({ strict: false }).compile(definitionJsonSchema());
    fc.assert(
      fc.property(definition, (written) => {
        const parsed = accepted(written);
        const presented = presentDefinition(parsed);
        expect(accepted(JSON.parse(JSON.stringify(presented)))).toEqual(parsed);
        expect(parseDefinitionYaml(definitionToYaml(parsed), 'x.yaml')).toEqual({ ok: true, value: parsed });
        expect([fits(written), fits(presented)]).toEqual([true, true]);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('definitionJsonSchema', () => {
  it('is what process-types/process-type.schema.json has (npm run generate writes it)', () => {
    const file = join(__dirname, '../../../process-types/process-type.schema.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(definitionJsonSchema());
  });

  const fits = new Ajv({ strict: false }).compile(definitionJsonSchema());
  it.each([
    [minimal, true],
    [{ ...minimal, colour: 1 }, false],
    [{ ...minimal, tasks: [] }, false],
    [withTask({ maxRetries: 101 }), false],
    [withTask({ backoff: 'linear' }), false],
  ])('%j: %j', (value, expected) => {
    expect(fits(value)).toBe(expected);
  });
});
