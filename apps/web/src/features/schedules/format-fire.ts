const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment on the clock of a zone, e.g. `Tue, 24 Nov 2026, 03:00:00 CET`. */
export function formatFire(at: string, timeZone: string): string {
  return formatOf(timeZone).format(new Date(at));
}

// Made once for each zone: it takes longer to make than to use.
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    timeZone,
  });
  formats.set(timeZone, format);
  return format;
}
