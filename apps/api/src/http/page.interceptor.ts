import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import { Page } from './page';

/** Sends a `Page` as its body, with `X-Total-Count` and a `Link` to the next page that keeps the filters. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    return next
      .handle()
      .pipe(
        map((value: unknown) =>
          value instanceof Page ? sendHeaders(value, http.getRequest(), http.getResponse()) : value,
        ),
      );
  }
}

function sendHeaders(page: Page<unknown>, request: Request, response: Response): unknown {
  if (page.total !== null) response.setHeader('X-Total-Count', page.total);
  if (page.next !== null) response.setHeader('Link', `<${nextPath(request.originalUrl, page.next)}>; rel="next"`);
  return page.body;
}

function nextPath(url: string, cursor: string): string {
  const [path = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `${path}?${parameters.toString()}`;
}
