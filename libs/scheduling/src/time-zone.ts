const MAX_LENGTH = 64;
const REMEMBERED = 1_000;

// To ask takes as long as to find a hundred fires.
const known = new Set<string>();

/**
 * Whether a name is one of the IANA time zones that this system knows. Offsets such as +02:00 are left out: newer Node
 * takes them for zones, older does not, and they know no summer time.
 */
export function isTimeZone(name: string): boolean {
  if (known.has(name)) return true;
  if (name.length > MAX_LENGTH || !/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
  if (known.size >= REMEMBERED) known.clear();
  known.add(name);
  return true;
}
