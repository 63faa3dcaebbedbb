import { applyDecorators, type Type } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';

const HEADERS = {
  Link: {
    description: 'The next page: `</path?…&cursor=…>; rel="next"`; absent on the last page',
    schema: { type: 'string' as const },
  },
  'X-Total-Count': { description: 'Rows in all pages together', schema: { type: 'integer' as const } },
};

/** Documents a paged array of the given rows. */
export function ApiPage(row: Type, description: string): MethodDecorator {
  return applyDecorators(ApiOkResponse({ type: [row], description, headers: HEADERS }));
}

/** Documents an object that holds one page. */
export function ApiPagedObject(type: Type, description: string): MethodDecorator {
  return applyDecorators(ApiOkResponse({ type, description, headers: HEADERS }));
}
