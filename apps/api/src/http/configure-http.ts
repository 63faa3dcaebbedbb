import { formatPosition, LiveEventFeed } from '@app/live-events';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { buildOpenApiDocument } from '../openapi-document';
import { AuditTrail } from './audit-trail';
import { AuditInterceptor } from './audit.interceptor';
import { useBodyParsers } from './body-parsers';
import { useDashboardFiles } from './dashboard-files';
import { declaredRoutes } from './declared-routes';
import { Gate } from './gate';
import { HttpMetrics } from './http-metrics';
import { ProblemFilter } from './problem.filter';
import { requestLog } from './request-log';
import { RoleGuard } from './role.guard';
import { refuseForeignPages } from './same-site.middleware';
import { securityHeaders } from './security-headers';
import { hasSignInPage, signInPageRequests } from './sign-in-page';
import { RequestValidationPipe } from './validation.pipe';

export interface HttpOptions {
  readonly logger: Logger;
  /** Folder of the built dashboard. */
  readonly webRoot: string;
  /** Addresses and networks of proxies that are believed where a request comes from, and by which protocol. */
  readonly trustedProxies: readonly string[];
}

/** Puts everything in front of the controllers, in the order in which requests pass it. */
export function configureHttp(app: NestExpressApplication, options: HttpOptions): void {
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('trust proxy', options.trustedProxies.length > 0 && [...options.trustedProxies]);
  app.use(requestLog(options.logger));
  app.use(app.get(HttpMetrics).middleware);
  app.use(securityHeaders());
  app.use(forbidStoring);
  app.use(app.get(AuditTrail).middleware);
  app.use(app.get(Gate).middleware(openRequests(app, options.webRoot), hasSignInPage(options.webRoot)));
  app.use(refuseForeignPages);
  const feed = app.get(LiveEventFeed);
  useDashboardFiles(app, options.webRoot, async () => formatPosition(await feed.head()));
  useBodyParsers(app);
  app.useGlobalGuards(new RoleGuard());
  app.useGlobalInterceptors(new AuditInterceptor());
  app.useGlobalPipes(new RequestValidationPipe());
  app.useGlobalFilters(new ProblemFilter());
  SwaggerModule.setup('docs', app, () => buildOpenApiDocument(app), {
    yamlDocumentUrl: 'openapi.yaml',
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Process Orchestrator API',
  });
}

function openRequests(app: NestExpressApplication, webRoot: string): ReadonlySet<string> {
  const routes = declaredRoutes(app).filter(({ role }) => role === 'public');
  return new Set([...routes.map(({ method, path }) => `${method} ${path}`), ...signInPageRequests(webRoot)]);
}

// What the API says is true for a moment only; files say for themselves how long they hold.
function forbidStoring(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
