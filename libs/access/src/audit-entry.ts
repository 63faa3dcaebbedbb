/** Who did something: a user, a program with a token, whoever runs the product, or nobody who is known. */
export const ACTOR_KINDS = ['user', 'token', 'environment', 'nobody'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** DONE; REFUSED: the request did not fit; DENIED: not for this user; FAILED: the product's fault. */
export const AUDIT_OUTCOMES = ['DONE', 'REFUSED', 'DENIED', 'FAILED'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** What somebody did or tried to do. */
export interface AuditEntry {
  readonly actorKind: ActorKind;
  /** Null when nobody is known. */
  readonly actor: string | null;
  readonly userId: string | null;
  /** Name of the operation as in the API's description, e.g. `startProcessRecord`. */
  readonly action: string;
  /** Id or name of what it was done to. */
  readonly target: string | null;
  readonly method: string | null;
  readonly path: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly outcome: AuditOutcome;
  /** HTTP status of the answer. */
  readonly status: number | null;
  readonly detail: string | null;
}

/** An entry as it is kept. */
export interface KeptAuditEntry extends AuditEntry {
  readonly id: number;
  readonly at: Date;
}

/** Which entries; what is undefined does not restrict. */
export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly target?: string | undefined;
  readonly address?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
  /** From, and before. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** How the answer with the HTTP status ended what was asked for. */
export function outcomeOf(status: number): AuditOutcome {
  if (status >= 500) return 'FAILED';
  if (status === 401 || status === 403 || status === 429) return 'DENIED';
  return status >= 400 ? 'REFUSED' : 'DONE';
}
