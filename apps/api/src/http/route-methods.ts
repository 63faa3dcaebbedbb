import type { Request } from 'express';

interface RouteLayer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** The methods of the routes that the request's path has, upper case; none for an unknown path. */
export function allowedMethods(request: Request): string[] {
  const { router } = request.app as unknown as { router: { stack: readonly RouteLayer[] } };
  const methods = router.stack.flatMap((layer) =>
    layer.route && isOfOnePath(layer.route.path) && matches(layer, request.path)
      ? Object.keys(layer.route.methods)
      : [],
  );
  const names = new Set(methods.map((method) => method.toUpperCase()));
  if (names.has('GET')) names.add('HEAD');
  return [...names].sort();
}

// Routes for every path belong to middleware.
function isOfOnePath(path: string): boolean {
  return !path.includes('*');
}

function matches(layer: RouteLayer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    // A path that cannot be decoded.
    return false;
  }
}
