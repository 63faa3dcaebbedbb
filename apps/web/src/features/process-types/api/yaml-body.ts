/** Sends a definition as the YAML text that it is. */
export const YAML_BODY = { bodySerializer: null, headers: { 'Content-Type': 'application/yaml' } } as const;
