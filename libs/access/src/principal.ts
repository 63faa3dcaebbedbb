import type { Role } from './role';

/** Somebody who may send requests, as the database knew them when the request came. */
export interface Principal {
  readonly userId: string;
  readonly userName: string;
  /** Of a token: its own or its user's, whichever is less. */
  readonly role: Role;
  /** How they said who they are. */
  readonly via: 'sign-in' | 'token' | 'password';
  /** Id of the sign-in or token; null for a password. */
  readonly credentialId: string | null;
  readonly tokenName: string | null;
  /** Of the user's password: it moves on with each change. */
  readonly passwordVersion: number;
}

/** How a principal is called where something says who did it. */
export function actorName({ userName, tokenName }: Principal): string {
  return tokenName === null ? userName : `${userName} (token ${tokenName})`;
}
