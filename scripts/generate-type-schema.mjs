// Writes the JSON schema of process types, which editors use to complete and check the YAML files:
//   node scripts/generate-type-schema.mjs
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
require('../libs/testing/src/typescript-hook.cjs');
const { definitionJsonSchema } = require('../libs/process-types/src/definition.schema.ts');

const file = new URL('../process-types/process-type.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(definitionJsonSchema(), null, 2)}\n`);
