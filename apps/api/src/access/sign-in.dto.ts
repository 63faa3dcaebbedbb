import type { Principal, Role } from '@app/access';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsString, Length, MaxLength } from 'class-validator';
import { ROLE } from './access-user.dto';

export const CREDENTIAL_KINDS = ['sign-in', 'token', 'password'] as const;

@ApiSchema({ name: 'SignInInput' })
export class SignInInputDto {
  /** @example 'admin' */
  @IsString()
  @Length(1, 256)
  name: string;

  @IsString()
  @MaxLength(1024)
  password: string;
}

/** Who sends requests, and what they may do. */
@ApiSchema({ name: 'Account' })
export class AccountDto {
  @ApiProperty({ format: 'uuid' })
  userId: string;

  /** @example 'admin' */
  name: string;

  /** Of a token: its own or its user's, whichever is less. */
  @ApiProperty(ROLE)
  role: Role;

  /** How the request said who sends it. */
  @ApiProperty({ enum: CREDENTIAL_KINDS, enumName: 'CredentialKind' })
  via: Principal['via'];

  /** Of the token; null when it is none. */
  tokenName: string | null;
}

@ApiSchema({ name: 'ChangePassword' })
export class ChangePasswordDto {
  @IsString()
  @MaxLength(1024)
  currentPassword: string;

  /** At least 8 characters, and none that is well known. */
  @IsString()
  @MaxLength(1024)
  newPassword: string;
}

@ApiSchema({ name: 'SignIn' })
export class SignInDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  createdAt: Date;

  /** To the minute. */
  lastSeenAt: Date;

  /** When it ends in any case; without requests it ends earlier. */
  expiresAt: Date;

  /** @example '192.0.2.7' */
  address: string;

  /** What the browser called itself. */
  userAgent: string | null;

  /** The request was sent with it. */
  isThisOne: boolean;
}
