import {
  type AuditEntry,
  type AuditRepository,
  actorName,
  type InTransaction,
  outcomeOf,
  type Principal,
} from '@app/access';
import type { Request } from 'express';
import { addressOf, findRequester } from './requester';
import { requestIdOf } from './request-id';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const requests = new WeakMap<Request, AuditedRequest>();

/** What became of one of the things that a request did. */
export interface AuditedPart {
  readonly target: string;
  readonly action?: string | undefined;
  /** As of the whole answer when it is undefined. */
  readonly status?: number | undefined;
  readonly detail?: string | undefined;
}

/** What the audit will say about a request, collected while it is served. */
export class AuditedRequest {
  private action: string | undefined;
  private target: string | undefined;
  private changes: boolean;
  private parts: readonly AuditedPart[] | undefined;
  private user: string | undefined;
  private hasWrongPassword = false;
  private said: { readonly status: number; readonly detail: string } | undefined;
  private isWritten = false;

  constructor(
    private readonly request: Request,
    private readonly audit: AuditRepository,
  ) {
    this.changes = !READING.has(request.method);
    requests.set(request, this);
  }

  /** There is something to write: the request changes something or tried to, and that is not written yet. */
  get isDue(): boolean {
    return this.changes && !this.isWritten;
  }

  /** Nobody is known to have sent it. */
  get isAnonymous(): boolean {
    return findRequester(this.request) === undefined;
  }

  /** It was an attempt with a wrong password, for a name that exists or for another. */
  get isGuess(): boolean {
    return this.hasWrongPassword;
  }

  /** The request came to an operation, with what its path names. */
  reached(operation: string, target: string, changes: boolean): void {
    this.action = operation;
    if (target !== '') this.target = target;
    this.changes &&= changes;
  }

  /** Somebody's password was tried in vain; `user` is a name that exists. */
  passwordFailed(user: string | null): void {
    this.action ??= 'signIn';
    this.changes = true;
    this.hasWrongPassword = true;
    this.user = user ?? undefined;
  }

  /** Somebody was refused who wanted to sign in, and the status of the answer does not say so. */
  refused(status: number, detail: string): void {
    this.changes = true;
    this.said = { status, detail };
  }

  /** The request did things to these. */
  did(parts: readonly AuditedPart[]): void {
    this.parts = parts;
  }

  /**
   * Writes that it is done in the transaction that does it.
   * @param by who, where the request does not say
   */
  noteIn(by?: Principal, detail: string | null = null): InTransaction {
    return async (sql, target) => {
      const [entry] = this.entries(200, detail, by);
      if (!entry) return;
      await this.audit.add([{ ...entry, target, status: null }], sql);
      this.isWritten = true;
    };
  }

  /** One entry, or one for each thing that the request did to many. */
  entries(status: number, detail: string | null, by = findRequester(this.request)): AuditEntry[] {
    const { method, originalUrl } = this.request;
    const action = this.action ?? method;
    const common = {
      actorKind: by === undefined ? ('nobody' as const) : by.via === 'token' ? ('token' as const) : ('user' as const),
      actor: by === undefined ? (this.user ?? null) : actorName(by),
      userId: by?.userId ?? null,
      method,
      path: originalUrl.split('?', 1)[0] ?? '',
      address: addressOf(this.request),
      requestId: requestIdOf(this.request),
    };
    const whole = this.said ?? { status, detail };
    const outcome = outcomeOf(whole.status);
    if (outcome !== 'DONE' || this.parts === undefined)
      return [{ ...common, action, target: this.target ?? null, outcome, ...whole }];
    return this.parts.map((part) => ({
      ...common,
      action: part.action ?? action,
      target: part.target,
      outcome: outcomeOf(part.status ?? status),
      status: part.status ?? status,
      detail: part.detail ?? null,
    }));
  }
}

/** What is collected about the request; undefined before the audit's middleware has seen it. */
export function auditedRequest(request: Request): AuditedRequest | undefined {
  return requests.get(request);
}
