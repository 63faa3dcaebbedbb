const MOST = 1_000;
// Any origin does: what is left of the address is its path.
const HERE = 'http://here.invalid';

/**
 * Where on this site somebody wanted to go: a path with its query, `/` for everything else. Browsers read `//host`,
 * `/\host` and what becomes that when dots are taken out (`/.//host`) as another site.
 */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > MOST || !/^\/(?![/\\])/.test(wanted)) return '/';
  if (!URL.canParse(wanted, HERE)) return '/';
  const { origin, pathname, search, hash } = new URL(wanted, HERE);
  return origin !== HERE || pathname.startsWith('//') ? '/' : pathname + search + hash;
}
