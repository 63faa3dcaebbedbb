import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** What a token begins with, so that scanners for leaked secrets can be told of it. */
export const TOKEN_PREFIX = 'po_';

export interface NewSecret {
  /** Given to its owner once. */
  readonly text: string;
  /** What is kept. */
  readonly hash: Buffer;
}

/** 256 random bits as text behind the prefix, and their hash. */
export function newSecret(prefix = ''): NewSecret {
  const text = prefix + randomBytes(SECRET_BYTES).toString('base64url');
  return { text, hash: secretHash(text) };
}

/** What a secret is found by. One round is enough: nobody guesses 256 random bits. */
export function secretHash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
