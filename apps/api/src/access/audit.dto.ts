import { ACTOR_KINDS, type ActorKind, AUDIT_OUTCOMES, type AuditOutcome } from '@app/access';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { OptionalMoment } from '../http/optional-moment.decorator';
import { PageQuery } from '../http/page-query.dto';
import { PLAIN_TEXT } from '../http/query-values';

/** Which entries of the audit. */
export class AuditFilterQuery extends PageQuery {
  /** Name of a user, with that of the token if there is one: `alice (token ci)`. */
  @IsOptional()
  @IsString()
  @Length(1, 255)
  @Matches(...PLAIN_TEXT)
  actor?: string;

  /**
   * Name of the operation.
   * @example 'startProcessRecord'
   */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(...PLAIN_TEXT)
  action?: string;

  /** Id or name of what it was done to. */
  @IsOptional()
  @IsString()
  @Length(1, 255)
  @Matches(...PLAIN_TEXT)
  target?: string;

  @IsOptional()
  @IsString()
  @Length(1, 45)
  @Matches(...PLAIN_TEXT)
  address?: string;

  @ApiPropertyOptional({ enum: AUDIT_OUTCOMES, enumName: 'AuditOutcome' })
  @IsOptional()
  @IsIn(AUDIT_OUTCOMES)
  outcome?: AuditOutcome;

  /**
   * At this moment or later.
   * @example '2026-11-23T00:00:00Z'
   */
  @OptionalMoment()
  from?: Date;

  /**
   * Before this moment.
   * @example '2026-11-24T00:00:00Z'
   */
  @OptionalMoment()
  to?: Date;
}

/** What somebody did or tried to do. */
@ApiSchema({ name: 'AuditEntry' })
export class AuditEntryDto {
  @ApiProperty({ type: 'integer', format: 'int64' })
  id: number;

  at: Date;

  /** `environment`: whoever runs the product; `nobody`: nobody who is known. */
  @ApiProperty({ enum: ACTOR_KINDS, enumName: 'ActorKind' })
  actorKind: ActorKind;

  /** @example 'admin' */
  actor: string | null;

  @ApiProperty({ format: 'uuid' })
  userId: string | null;

  /**
   * Name of the operation; its HTTP method when the request came to none.
   * @example 'startProcessRecord'
   */
  action: string;

  /** @example 'nightly-backup' */
  target: string | null;

  /** @example 'POST' */
  method: string | null;

  /** @example '/process-records/nightly-backup/start' */
  path: string | null;

  /** @example '192.0.2.7' */
  address: string | null;

  /** As in the log and the `X-Request-Id` of the answer. */
  requestId: string | null;

  /** REFUSED: it did not fit; DENIED: not for this user; FAILED: the product's fault. */
  @ApiProperty({ enum: AUDIT_OUTCOMES, enumName: 'AuditOutcome' })
  outcome: AuditOutcome;

  /** HTTP status of the answer. */
  @ApiProperty({ type: 'integer' })
  status: number | null;

  /** What the answer said was wrong. */
  detail: string | null;
}
