/** A secret cannot be sealed or opened. The message says what to do about it and never holds the secret. */
export class SecretFault extends Error {
  override readonly name: string = 'SecretFault';
}

/** A value was sealed with a key that this process was not given. */
export class MissingKeyFault extends SecretFault {
  constructor(keyId: string) {
    super(
      `a secret is encrypted with the key ${keyId}, which is not here: all services need the same SECRETS_KEY or SECRETS_KEY_FILE`,
    );
  }
}
