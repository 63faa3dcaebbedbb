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

  // class-transformer passes over a key of this name, so the whitelist does not see it.
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (typeof value === 'object' && value !== null && Object.hasOwn(value, 'constructor'))
      throw invalid('The request is not valid.', [{ field: 'constructor', message: 'is not a known field' }]);
    return super.transform(value, metadata);
  }
}

function issuesOf(error: ValidationError, parent = ''): FieldIssue[] {
  const field = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    field,
    message: rule === 'whitelistValidation' ? 'is not a known field' : message.replace(`${error.property} `, ''),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => issuesOf(child, field))];
}
