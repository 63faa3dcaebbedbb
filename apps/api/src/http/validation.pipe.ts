import { type FieldIssue, invalid } from '@app/process-core';
import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';

/** Checks bodies and queries against their classes: unknown fields are refused, and every wrong field is named. */
@Injectable()
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      exceptionFactory: (errors) =>
        invalid(
          'The request is not valid.',
          errors.flatMap((error) => issuesOf(error)),
        ),
    });
  }

  // class-transformer passes over some of these names, and class-validator finds a rule for each in the prototype of its
  // table: the whitelist lets them through.
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const unseen = UNSEEN_KEYS.filter(
      (key) => typeof value === 'object' && value !== null && Object.hasOwn(value, key),
    );
    if (unseen.length > 0) throw invalid(MESSAGE, unseen.map(unknownField));
    return super.transform(value, metadata);
  }

  // Values are passed on as they are; a parameter may well be called `constructor`.
  protected override stripProtoKeys(): void {}
}

const MESSAGE = 'The request is not valid.';
const UNSEEN_KEYS = Object.getOwnPropertyNames(Object.prototype);

function unknownField(field: string): FieldIssue {
  return { field, message: 'is not a known field' };
}

function issuesOf(error: ValidationError, parent = ''): FieldIssue[] {
  const field = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) =>
    rule === 'whitelistValidation'
      ? unknownField(field)
      : { field, message: message.replace(`${error.property} `, '') },
  );
  return [...own, ...(error.children ?? []).flatMap((child) => issuesOf(child, field))];
}
