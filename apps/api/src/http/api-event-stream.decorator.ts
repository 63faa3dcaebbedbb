import { ApiOkResponse } from '@nestjs/swagger';

/** Documents a stream of server-sent events. */
export function ApiEventStream(): MethodDecorator {
  return ApiOkResponse({
    description: 'Server-sent events',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  });
}
