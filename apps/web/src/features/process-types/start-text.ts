/** A definition to begin with: a parameter, a retry, a limit. */
export const SAMPLE_DEFINITION = `name: my-process
description: Greets somebody, and keeps the greeting in a file
parameters:
  - name: greeted
    description: Who is greeted
    default: world
tasks:
  - name: greet
    command: |
      set -eu
      echo "Hello, $greeted"
    timeoutSeconds: 30
  - name: keep
    command: echo "Hello, $greeted" > "\${TMPDIR:-/tmp}/greeting.txt"
    maxRetries: 2
    retryDelaySeconds: 5
`;

/** The text of a type as the beginning of another one. */
export function duplicateText(yaml: string, name: string): string {
  const renamed = yaml.replace(/^name:.*$/m, `name: ${name}-copy`);
  return renamed === yaml ? `# Give it another name.\n${yaml}` : renamed;
}
