import { ROLES, type Role } from '@app/access';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsDate, IsIn, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import { A_MOMENT, toBoolean, toMoment } from '../http/query-values';
import { ROLE } from './access-user.dto';

@ApiSchema({ name: 'ApiToken' })
export class ApiTokenDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  /** Name of the user whose token it is. */
  userName: string;

  /** @example 'nightly import' */
  name: string;

  /** What it may do at most; never more than its user. */
  @ApiProperty(ROLE)
  role: Role;

  createdAt: Date;

  /** Null: it does not expire. */
  expiresAt: Date | null;

  /** To the minute; null when it was never used. */
  lastUsedAt: Date | null;

  lastUsedAddress: string | null;
}

@ApiSchema({ name: 'CreateApiToken' })
export class CreateApiTokenDto {
  /** @example 'nightly import' */
  @IsString()
  @Matches(/^(?=\S)[^\p{Cc}]{1,100}(?<=\S)$/u, {
    message: 'must be 1 to 100 characters, none of them a control character',
  })
  name: string;

  /** Not more than the own one. */
  @ApiProperty(ROLE)
  @IsIn(ROLES)
  role: Role;

  /**
   * When it ends; absent or null: never.
   * @example '2027-05-01T00:00:00Z'
   */
  @ApiPropertyOptional({ type: String, format: 'date-time', nullable: true })
  @IsOptional()
  @Transform(toMoment)
  @IsDate(A_MOMENT)
  expiresAt?: Date | null;
}

@ApiSchema({ name: 'NewApiToken' })
export class NewApiTokenDto {
  /**
   * For `Authorization: Bearer`; it is not kept and cannot be shown again.
   * @example 'po_3q2-7wXxG0bYw1m9gkK1Q0c7N4d2Vh5s8TzRpLeJfUo'
   */
  secret: string;

  token: ApiTokenDto;
}

export class ApiTokenQuery {
  /** Those of all users; only for administrators. */
  @ApiPropertyOptional()
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  all?: boolean;

  /** Those of this user instead of the own; only for administrators. */
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  userId?: string;
}
