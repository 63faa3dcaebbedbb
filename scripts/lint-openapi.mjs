// node scripts/lint-openapi.mjs <file>: what is wrong with an OpenAPI file, as JSON: [[rule, message, pointer]…].
import { createConfig, lint } from '@redocly/openapi-core';

const config = await createConfig({ extends: ['recommended'] });
const problems = await lint({ ref: process.argv[2], config });
console.log(JSON.stringify(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])));
