import { ROLES, type Role } from '@app/access';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';

export const ROLE = { enum: ROLES, enumName: 'Role' };
// A colon ends the name in HTTP Basic (RFC 7617).
const NAME: [RegExp, { message: string }] = [
  /^[^\s:\p{Cc}]{1,64}$/u,
  { message: 'must be 1 to 64 characters without spaces and colons' },
];

@ApiSchema({ name: 'User' })
export class UserDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  /** @example 'alice' */
  name: string;

  /** Each includes those before it: viewer, operator, administrator. */
  @ApiProperty(ROLE)
  role: Role;

  /** Since when the user may do nothing; null when that is not so. */
  disabledAt: Date | null;

  passwordChangedAt: Date;

  /** When the password was given last. */
  lastSignInAt: Date | null;

  createdAt: Date;

  /** @example 'admin' */
  createdBy: string;

  /** Of the OpenID Connect provider that says who the user is, and which role it has; null: it has a password here. */
  issuer: string | null;
}

@ApiSchema({ name: 'CreateUser' })
export class CreateUserDto {
  /** @example 'alice' */
  @IsString()
  @Matches(...NAME)
  name: string;

  @ApiProperty(ROLE)
  @IsIn(ROLES)
  role: Role;

  /**
   * At least 8 characters, and none that is well known.
   * @example 'kite-lantern-62'
   */
  @IsString()
  @MaxLength(1024)
  password: string;
}

/** What is absent stays as it is. */
@ApiSchema({ name: 'UpdateUser' })
export class UpdateUserDto {
  @ApiProperty({ ...ROLE, required: false })
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  /** True ends all sign-ins of the user at once, and keeps tokens from working. */
  @IsOptional()
  @IsBoolean()
  disabled?: boolean;

  /** A new password; it ends all sign-ins of the user. */
  @IsOptional()
  @IsString()
  @Length(1, 1024)
  password?: string;
}

@ApiSchema({ name: 'UserActionResult' })
export class UserActionDto {
  /** @example true */
  success: boolean;

  /** @example "Created user 'alice'." */
  message: string;

  user: UserDto;
}
