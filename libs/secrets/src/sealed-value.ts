import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyRing, SecretKey } from './key-ring';
import { SecretFault } from './secret-fault';

const VERSION = 'v1';
const CIPHER = 'aes-256-gcm';
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const INFO = 'process-orchestrator secret v1';
const ENVELOPE = /^v1\.([0-9a-f]{12})\.([A-Za-z0-9_-]+)$/;

/**
 * Where a sealed value belongs, e.g. `['input', record id, parameter]`. It is part of what is authenticated, so that a
 * value cannot be opened in another place than the one that it was sealed for.
 */
export type SecretPlace = readonly [kind: 'input' | 'secret', ...rest: string[]];

/**
 * Encrypts a value: `v1.<key id>.<base64url of salt, ciphertext and tag>`. Each value has a key and a nonce of its own,
 * derived (HKDF-SHA-256, RFC 5869) from the key-encryption key and 128 random bits: AES-GCM allows 2^32 random nonces
 * for one key (NIST SP 800-38D, 8.3), and records may have more values than that over the years.
 */
export function sealValue(key: SecretKey, value: string, place: SecretPlace): string {
  const salt = randomBytes(SALT_BYTES);
  const header = `${VERSION}.${key.id}`;
  const { valueKey, nonce } = derive(key, salt);
  const cipher = createCipheriv(CIPHER, valueKey, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(authenticated(header, place));
  const text = Buffer.concat([salt, cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${header}.${text.toString('base64url')}`;
}

/** Throws SecretFault when its key is not here, or when it was altered or belongs to another place. */
export function openValue(ring: Pick<KeyRing, 'find'>, sealed: string, place: SecretPlace): string {
  const id = keyIdOf(sealed);
  const { valueKey, nonce, text } = parts(ring.find(id), sealed);
  const cipher = createDecipheriv(CIPHER, valueKey, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(authenticated(`${VERSION}.${id}`, place));
  cipher.setAuthTag(text.subarray(text.length - TAG_BYTES));
  try {
    return cipher.update(text.subarray(0, -TAG_BYTES), undefined, 'utf8') + cipher.final('utf8');
  } catch {
    throw damaged();
  }
}

/** The id of the key that a value was sealed with. Throws SecretFault when it is no sealed value. */
export function keyIdOf(sealed: string): string {
  const id = ENVELOPE.exec(sealed)?.[1];
  if (id === undefined) throw damaged();
  return id;
}

function parts(key: SecretKey, sealed: string): { valueKey: Buffer; nonce: Buffer; text: Buffer } {
  const bytes = Buffer.from(sealed.slice(sealed.lastIndexOf('.') + 1), 'base64url');
  if (bytes.length < SALT_BYTES + TAG_BYTES) throw damaged();
  return { ...derive(key, bytes.subarray(0, SALT_BYTES)), text: bytes.subarray(SALT_BYTES) };
}

function derive(key: SecretKey, salt: Buffer): { valueKey: Buffer; nonce: Buffer } {
  const derived = Buffer.from(hkdfSync('sha256', key.bytes, salt, INFO, KEY_BYTES + NONCE_BYTES));
  return { valueKey: derived.subarray(0, KEY_BYTES), nonce: derived.subarray(KEY_BYTES) };
}

const authenticated = (header: string, place: SecretPlace): Buffer => Buffer.from(JSON.stringify([header, ...place]));

const damaged = (): SecretFault =>
  new SecretFault('a secret cannot be decrypted: it was altered, or belongs to something else; give its value anew');
