import {
  AccessRefusal,
  type MadeSignIn,
  OPEN_ID_SIGN_INS,
  type OpenIdProblem,
  OpenIdRefusal,
  type OpenIdSignInService,
} from '@app/access';
import { Config } from '@app/config';
import { notFound } from '@app/process-core';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { auditedRequest } from '../http/audited-request';
import { noteOf } from '../http/by.decorator';
import { addressOf } from '../http/requester';
import { setSignInCookie } from '../http/sign-in-cookie';
import { SIGN_IN_PATH } from '../http/sign-in-page';
import type { SignInOptionsDto } from './open-id.dto';
import { keepBegunSignIn, takeBegunSignIn } from './open-id-cookie';
import { OPEN_ID_PATH } from './open-id-rules';
import { returnPath } from './return-path';

/** Leads browsers to the provider and back. */
@Injectable()
export class OpenIdService {
  private readonly logger = new Logger('OpenID Connect');

  constructor(
    private readonly config: Config,
    @Inject(OPEN_ID_SIGN_INS) private readonly signIns: OpenIdSignInService | null,
  ) {}

  options(): SignInOptionsDto {
    const { openId } = this.config;
    // The whole address: only where the provider sends people back to will the browser show what it keeps from here.
    return { openId: openId && { name: openId.name, url: `${openId.publicUrl}/${OPEN_ID_PATH}` } };
  }

  async begin(wanted: unknown, request: Request, response: Response): Promise<void> {
    const to = returnPath(wanted);
    try {
      const { url, begun } = await this.configured().begin();
      keepBegunSignIn(request, response, { begun, to });
      response.redirect(303, url.href);
    } catch (error) {
      this.refuse(error, to, response);
    }
  }

  async complete(request: Request, response: Response): Promise<void> {
    const signIns = this.configured();
    const kept = takeBegunSignIn(request, response);
    const to = kept?.to ?? '/';
    try {
      const made = await this.signIn(signIns, kept?.begun ?? null, request);
      setSignInCookie(request, response, made.secret, made.limitMs);
      response.redirect(303, to);
    } catch (error) {
      const problem = problemOf(error);
      if (problem !== undefined) auditedRequest(request)?.refused(statusOf(problem), (error as Error).message);
      this.refuse(error, to, response);
    }
  }

  private signIn(
    signIns: OpenIdSignInService,
    begun: Parameters<OpenIdSignInService['complete']>[0]['begun'],
    request: Request,
  ): Promise<MadeSignIn> {
    const answer = new URL(request.originalUrl, 'http://here.invalid').searchParams;
    const from = { address: addressOf(request), userAgent: request.header('user-agent') ?? null };
    return signIns.complete({ answer, begun, from }, (principal, change) => noteOf(request, principal, change));
  }

  /** Back to the sign-in page, which has words for the problem. Throws what is no refusal. */
  private refuse(error: unknown, to: string, response: Response): void {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    if (problem === 'provider-away' || problem === 'provider-wrong') this.logger.error({ err: error }, String(error));
    const query = new URLSearchParams({ problem, ...(to !== '/' && { to }) });
    response.redirect(303, `${SIGN_IN_PATH}?${query}`);
  }

  private configured(): OpenIdSignInService {
    if (this.signIns === null) throw notFound('way to sign in', 'openid');
    return this.signIns;
  }
}

function problemOf(error: unknown): OpenIdProblem | undefined {
  if (error instanceof OpenIdRefusal) return error.problem;
  return error instanceof AccessRefusal && error.kind === 'throttled' ? 'too-many' : undefined;
}

/** As the audit has it: what a browser gets is a redirection. */
function statusOf(problem: OpenIdProblem): number {
  switch (problem) {
    case 'provider-away':
    case 'provider-wrong':
      return 503;
    case 'provider-refused':
    case 'start-again':
      return 401;
    case 'no-role':
    case 'no-name':
    case 'name-taken':
    case 'disabled':
      return 403;
    case 'too-many':
      return 429;
    default:
      return problem satisfies never;
  }
}
