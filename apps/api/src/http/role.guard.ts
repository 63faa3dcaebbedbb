import { forbidden, includesRole } from '@app/access';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ROUTE_ACCESS, type RouteAccess } from './access.decorators';
import { auditedRequest } from './audited-request';
import { requesterOf } from './requester';

/** Lets only those pass whose role the route asks for. A route that asks for none lets nobody pass. */
@Injectable()
export class RoleGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    const access = Reflect.getMetadata(ROUTE_ACCESS, handler) as RouteAccess | undefined;
    const request = context.switchToHttp().getRequest<Request>();
    const audited = auditedRequest(request);
    audited?.reached(handler.name, Object.values(request.params).join('/'), access?.changes ?? true);
    if (access === undefined) throw forbidden('Nobody may do this.');
    if (access.role === 'public') return true;
    const { role } = requesterOf(request);
    if (!includesRole(role, access.role)) throw forbidden(`This needs the role ${access.role}; yours is ${role}.`);
    return true;
  }
}
