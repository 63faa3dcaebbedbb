import { StartupError } from '@app/config';
import { type INestApplicationContext, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ROUTE_ACCESS, type RouteAccess } from './access.decorators';

/** A route of a controller, and who may use it. */
export interface DeclaredRoute extends RouteAccess {
  readonly method: string;
  /** With parameters as `:id`. */
  readonly path: string;
  /** Name of the operation. */
  readonly operation: string;
}

/**
 * The routes of all controllers.
 * @throws StartupError naming the routes that do not say who may use them, and the public ones with parameters
 */
export function declaredRoutes(app: INestApplicationContext): DeclaredRoute[] {
  const routes = [...app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype }) => (typeof metatype === 'function' ? routesOf(metatype as Type) : []));
  const undeclared = routes.filter(({ access }) => access === undefined);
  if (undeclared.length > 0)
    throw new StartupError(
      `Nothing says who may use ${undeclared.map(nameOf).join(', ')}: add @RequiresRole or @Public`,
    );
  const declared = routes.flatMap(({ access, ...route }) => (access ? [{ ...route, ...access }] : []));
  const loose = declared.filter(({ role, path }) => role === 'public' && /[:*]/.test(path));
  if (loose.length > 0)
    throw new StartupError(`A public route must not have parameters: ${loose.map(nameOf).join(', ')}`);
  return declared;
}

function routesOf(controller: Type) {
  const prefixes = pathsOf(controller);
  const prototype = controller.prototype as Record<string, unknown>;
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((operation) => {
    const handler = prototype[operation];
    if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
    const access = Reflect.getMetadata(ROUTE_ACCESS, handler) as RouteAccess | undefined;
    return prefixes.flatMap((prefix) =>
      pathsOf(handler).map((path) => ({ method, path: join(prefix, path), operation, access })),
    );
  });
}

function pathsOf(target: object): string[] {
  const paths = Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined;
  return Array.isArray(paths) ? paths : [paths ?? ''];
}

function join(...parts: string[]): string {
  return `/${parts.flatMap((part) => part.split('/').filter(Boolean)).join('/')}`;
}

function nameOf({ method, path }: { method: string; path: string }): string {
  return `${method} ${path}`;
}
