import type { Role } from '@app/access';
import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';

/** What a route declares about who may use it. */
export interface RouteAccess {
  /** `public`: also without credentials. */
  readonly role: Role | 'public';
  /** False: it changes nothing although its method says so, and leaves no entry in the audit. */
  readonly changes: boolean;
}

export const ROUTE_ACCESS = 'route-access';

/** Opens the route to those who have the role or a more powerful one. */
export function RequiresRole(role: Role, { changes = true }: { changes?: boolean } = {}): MethodDecorator {
  return applyDecorators(
    SetMetadata<string, RouteAccess>(ROUTE_ACCESS, { role, changes }),
    ApiExtension('x-role', role),
  );
}

/** Opens the route to everybody. Its path must have no parameters. */
export function Public(): MethodDecorator {
  return applyDecorators(
    SetMetadata<string, RouteAccess>(ROUTE_ACCESS, { role: 'public', changes: true }),
    ApiSecurity({}),
  );
}
