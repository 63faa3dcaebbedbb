import { randomBytes } from 'node:crypto';
import { KeyRing } from '@app/secrets';

/** Keys for secrets that nobody else has. */
export function testKeys(): KeyRing {
  return new KeyRing({ kind: 'given', keys: [randomBytes(32).toString('base64')] });
}
