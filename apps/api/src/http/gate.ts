import { AccessRefusal, AccessSettings, AuthenticationService, wrongCredentials } from '@app/access';
import { Injectable, Logger } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { auditedRequest } from './audited-request';
import { hasBody } from './body-parsers';
import { credentialsOf } from './credentials';
import { describeFault, UNFORESEEN } from './describe-fault';
import { sendProblem } from './problem';
import { addressOf, setRequester } from './requester';
import { clearSignInCookie } from './sign-in-cookie';
import { SIGN_IN_PATH } from './sign-in-page';

const REALM = 'realm="Process Orchestrator"';
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What may be asked for without credentials: method, a space, and the path exactly as it is sent. */
export type OpenRequests = ReadonlySet<string>;

/** Stands in front of everything: whoever is not known does not pass, whatever is asked for. */
@Injectable()
export class Gate {
  private readonly logger = new Logger('Gate');

  constructor(
    private readonly authentication: AuthenticationService,
    private readonly settings: AccessSettings,
  ) {}

  /**
   * @param open what is public, compared byte by byte so that no spelling of another path passes for it
   * @param hasSignInPage people are sent there
   */
  middleware(open: OpenRequests, hasSignInPage: boolean): RequestHandler {
    return (request: Request, response: Response, next: NextFunction) => {
      if (open.has(`${request.method === 'HEAD' ? 'GET' : request.method} ${pathAsSent(request)}`)) return next();
      this.authenticate(request).then(
        () => next(),
        (error: unknown) => this.refuse(error, request, response, hasSignInPage),
      );
    };
  }

  private async authenticate(request: Request): Promise<void> {
    const credentials = credentialsOf(request);
    if (credentials === undefined || credentials === 'malformed') throw wrongCredentials();
    const reads = READING.has(request.method);
    try {
      setRequester(request, await this.authentication.authenticate(credentials, addressOf(request), reads));
    } catch (error) {
      if (credentials.kind === 'password' && error instanceof AccessRefusal)
        auditedRequest(request)?.passwordFailed(error.user);
      throw error;
    }
  }

  private refuse(error: unknown, request: Request, response: Response, hasSignInPage: boolean): void {
    const isUnknown = error instanceof AccessRefusal && error.kind === 'unauthenticated';
    if (isUnknown && hasSignInPage && isOpenedByPerson(request)) {
      sendToSignInPage(request, response);
      return;
    }
    const problem = describeFault(error);
    if (problem === undefined) this.logger.error({ err: error }, `${request.method} ${request.path} failed`);
    // What a stranger sends is not read; without this it would be taken and thrown away to the end.
    if (hasBody(request)) response.setHeader('Connection', 'close');
    if (isUnknown) response.setHeader('WWW-Authenticate', this.challenges(request));
    sendProblem(request, response, problem ?? UNFORESEEN);
  }

  // Browsers would open a window of their own and ask there for name and password.
  private challenges(request: Request): string[] {
    const isBrowser = request.headers['sec-fetch-site'] !== undefined || request.xhr;
    const bearer = `Bearer ${REALM}`;
    return this.settings.basicAuth && !isBrowser ? [`Basic ${REALM}, charset="UTF-8"`, bearer] : [bearer];
  }
}

function sendToSignInPage(request: Request, response: Response): void {
  if (request.headers.cookie !== undefined) clearSignInCookie(request, response);
  const { originalUrl } = request;
  response.redirect(303, originalUrl === '/' ? SIGN_IN_PATH : `${SIGN_IN_PATH}?to=${encodeURIComponent(originalUrl)}`);
}

// An address that was typed, followed or reloaded; programs that name no type they want get a plain answer.
function isOpenedByPerson(request: Request): boolean {
  return (
    (request.method === 'GET' || request.method === 'HEAD') &&
    request.headers.authorization === undefined &&
    request.headers.accept?.includes('text/html') === true
  );
}

function pathAsSent(request: Request): string {
  return request.url.split('?', 1)[0] ?? '';
}
