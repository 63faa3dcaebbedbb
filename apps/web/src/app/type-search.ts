type Search = Record<string, unknown>;

/** Reads the search part of a type page's address: an older version that is to be shown. */
export function parseTypeSearch({ version }: Search): { version?: number } {
  return isVersion(version) ? { version } : {};
}

/** Which two versions are compared; the first and the current one when absent. */
export function parseCompareSearch({ from, to }: Search): { from?: number; to?: number } {
  return { ...(isVersion(from) && { from }), ...(isVersion(to) && { to }) };
}

/** The version whose text is edited (the current one when absent), and whether its changes are looked through. */
export function parseEditTypeSearch({ from, review }: Search): { from?: number; review?: true | undefined } {
  return { ...(isVersion(from) && { from }), ...(review === true && { review }) };
}

/** The type that a new one begins as (an example when absent), and whether it is looked through. */
export function parseNewTypeSearch({ from, review }: Search): { from?: string; review?: true | undefined } {
  return { ...(typeof from === 'string' && from !== '' && { from }), ...(review === true && { review }) };
}

function isVersion(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}
