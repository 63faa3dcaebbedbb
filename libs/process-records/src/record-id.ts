import { randomInt } from 'node:crypto';
import { notFound } from '@app/process-core';

const RECORD_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// Without vowels and look-alikes: easy to read out, and no words come about.
const LETTERS = 'bcdfghjkmnpqrstvwxz23456789';
const RANDOM_LENGTH = 8;

/** True for what can be the id of a process record; nothing else needs to be looked up. */
export function isRecordId(text: string): boolean {
  return RECORD_ID.test(text);
}

/** Gives the id; throws `not-found` when no record can have it. */
export function requireRecordId(id: string): string {
  if (!isRecordId(id)) throw notFound('process record', id);
  return id;
}

/** True for what can be the id of a run or a task. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** A new id that says what the record is: `<type>-<8 random characters>`. */
export function makeRecordId(type: string): string {
  const random = Array.from({ length: RANDOM_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${type}-${random}`;
}
