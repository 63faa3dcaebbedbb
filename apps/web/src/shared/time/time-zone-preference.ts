import { useSyncExternalStore } from 'react';

const KEY = 'times-in-utc';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function isUtc(): boolean {
  try {
    return localStorage.getItem(KEY) === 'true';
  } catch {
    return false;
  }
}

function setUtc(utc: boolean): void {
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

/** An instant with its zone, e.g. `23 Nov 2026, 06:41:02 CET`. */
export function formatInstant(at: string, utc: boolean): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    ...(utc && { timeZone: 'UTC' }),
  }).format(new Date(at));
}

/** Hour and minute of an instant, e.g. `06:41`. */
export function formatMinute(at: number, utc: boolean): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(utc && { timeZone: 'UTC' }),
  }).format(at);
}

/** The day of an instant, e.g. `Mon 23`. */
export function formatDay(at: number, utc: boolean): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    ...(utc && { timeZone: 'UTC' }),
  }).format(at);
}

/** The time of day of an instant, e.g. `06:41:02`. */
export function formatTimeOfDay(at: string | number, utc: boolean): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    ...(utc && { timeZone: 'UTC' }),
  }).format(new Date(at));
}
