import { useSyncExternalStore } from 'react';

const KEY = 'times-in-utc';
const listeners = new Set<() => void>();

let inUtc: boolean | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether absolute times are shown in UTC, for what is no component. Kept: every time on a page asks at each rendering. */
export function isUtc(): boolean {
  inUtc ??= readChoice();
  return inUtc;
}

function readChoice(): boolean {
  try {
    return localStorage.getItem(KEY) === 'true';
  } catch {
    return false;
  }
}

function setUtc(utc: boolean): void {
  inUtc = utc;
  try {
    localStorage.setItem(KEY, String(utc));
  } catch {
    // Without storage the choice cannot be kept.
  }
  for (const listener of listeners) listener();
}

/** Whether absolute times are shown in UTC instead of the browser's zone, and how to change it. */
export function useTimesInUtc(): [boolean, (utc: boolean) => void] {
  return [useSyncExternalStore(subscribe, isUtc), setUtc];
}

// Made once: a formatter takes far longer to make than to use, and a page shows hundreds of times.
function formatterOf(parts: Intl.DateTimeFormatOptions): (at: Date | number, utc: boolean) => string {
  let own: Intl.DateTimeFormat | undefined;
  let inUtcZone: Intl.DateTimeFormat | undefined;
  return (at, utc) => {
    if (utc) {
      inUtcZone ??= new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' });
      return inUtcZone.format(at);
    }
    own ??= new Intl.DateTimeFormat('en-GB', parts);
    return own.format(at);
  };
}

const instant = formatterOf({
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
const minute = formatterOf({ hour: '2-digit', minute: '2-digit' });
const day = formatterOf({ weekday: 'short', day: 'numeric' });
const timeOfDay = formatterOf({ hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** An instant with its zone, e.g. `23 Nov 2026, 06:41:02 CET`. */
export function formatInstant(at: string, utc: boolean): string {
  return instant(new Date(at), utc);
}

/** Hour and minute of an instant, e.g. `06:41`. */
export function formatMinute(at: number, utc: boolean): string {
  return minute(at, utc);
}

/** The day of an instant, e.g. `Mon 23`. */
export function formatDay(at: number, utc: boolean): string {
  return day(at, utc);
}

/** The time of day of an instant, e.g. `06:41:02`. */
export function formatTimeOfDay(at: string | number, utc: boolean): string {
  return timeOfDay(new Date(at), utc);
}
