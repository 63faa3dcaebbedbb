import { definitionToYaml } from './definition-to-yaml';
import { parseDefinitionYaml } from './parse-definition-yaml';

// That nothing is lost is shown beside presentDefinition, for random definitions.
it('leaves out defaults, and writes commands of several lines as blocks', () => {
  const text = `name: nightly
description: Dumps and ships
parameters:
  - name: database
    required: true
  - name: retries
    type: number
    default: 3
  - name: token
    secret: true
tasks:
  - name: dump
    command: |
      set -eu
      pg_dump "$database"
    workingDirectory: /tmp
    timeoutMinutes: 2
    maxRetries: 2
    retryDelaySeconds: 10
    backoff: exponential
    onWorkerLost: fail
    continueOnFailure: true
    env:
      LEVEL: "5"
  - name: ship
    command: echo shipped
    timeoutSeconds: 10
`;
  const parsed = parseDefinitionYaml(text, 'nightly.yaml');
  expect(parsed.ok && definitionToYaml(parsed.value)).toBe(text);
});
