import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Headers that keep browsers from running or embedding anything that is not ours. Inline styles stay possible: the
 * dashboard's components and Swagger UI position things with style attributes.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'", 'data:'],
        manifestSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        workerSrc: ["'self'"],
      },
    },
    // Whoever puts TLS in front decides about it: the product itself speaks plain HTTP.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
}
