const MAX_LENGTH = 64;

/**
 * Whether a name is one of the IANA time zones that this system knows. Offsets such as +02:00 are left out: newer Node
 * takes them for zones, older does not, and they know no summer time.
 */
export function isTimeZone(name: string): boolean {
  if (name.length > MAX_LENGTH || !/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
