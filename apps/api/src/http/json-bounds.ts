import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpException } from '@nestjs/common';

/** How deep lists and objects of a body may be nested: as deep as in a definition. */
const MOST_DEPTH = 50;
/** Values and keys are checked one by one, and each can have something said about it. */
const MOST_VALUES = 20_000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/**
 * For the body parser's `verify`: refuses JSON that would take a stack or a time out of proportion to its size, before
 * it is parsed. What is well formed is for the parser to say.
 * @throws HttpException 400 when the body is nested too deep or has too many values, 415 for another encoding than UTF-8
 */
export function refuseExcessiveJson(
  _request: IncomingMessage,
  _response: ServerResponse,
  body: Buffer,
  encoding: string,
): void {
  // RFC 8259, 8.1. In another encoding the bytes below would mean something else.
  if (!/^utf-?8$/i.test(encoding)) throw new HttpException('The body must be encoded in UTF-8.', 415);
  let depth = 0;
  let values = 0;
  let isInString = false;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index] ?? 0;
    if (isInString) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) isInString = false;
    } else if (byte === QUOTE) isInString = true;
    else if (byte === COMMA) values += 1;
    else if (OPENING.has(byte)) depth += 1;
    else if (CLOSING.has(byte)) depth -= 1;
    if (depth > MOST_DEPTH) throw new HttpException(`The body must not be nested deeper than ${MOST_DEPTH}.`, 400);
    if (values > MOST_VALUES) throw new HttpException(`The body must not have more than ${MOST_VALUES} values.`, 400);
  }
}
