import { formatPosition, LiveEventFeed } from '@app/live-events';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { buildOpenApiDocument } from '../openapi-document';
import { type Administrator, basicAuth } from './basic-auth.middleware';
import { useBodyParsers } from './body-parsers';
import { useDashboardFiles } from './dashboard-files';
import { HttpMetrics } from './http-metrics';
import { ProblemFilter } from './problem.filter';
import { requestLog } from './request-log';
import { refuseForeignPages } from './same-site.middleware';
import { securityHeaders } from './security-headers';
import { RequestValidationPipe } from './validation.pipe';

export interface HttpOptions {
  readonly administrator: Administrator;
  readonly logger: Logger;
  /** Folder of the built dashboard. */
  readonly webRoot: string;
}

/** Puts everything in front of the controllers, in the order in which requests pass it. */
export function configureHttp(app: NestExpressApplication, options: HttpOptions): void {
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(requestLog(options.logger));
  app.use(app.get(HttpMetrics).middleware);
  app.use(securityHeaders());
  app.use(forbidStoring);
  app.use(basicAuth(options.administrator));
  app.use(refuseForeignPages);
  const feed = app.get(LiveEventFeed);
  useDashboardFiles(app, options.webRoot, async () => formatPosition(await feed.head()));
  useBodyParsers(app);
  app.useGlobalPipes(new RequestValidationPipe());
  app.useGlobalFilters(new ProblemFilter());
  SwaggerModule.setup('docs', app, () => buildOpenApiDocument(app), {
    yamlDocumentUrl: 'openapi.yaml',
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Process Orchestrator API',
  });
}

// What the API says is true for a moment only; files say for themselves how long they hold.
function forbidStoring(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
