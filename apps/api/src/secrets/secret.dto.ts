import { ApiSchema } from '@nestjs/swagger';
import { IsString } from 'class-validator';

/** A named secret. Its value is never shown. */
@ApiSchema({ name: 'Secret' })
export class SecretDto {
  /** @example 'DB_PASSWORD' */
  name: string;

  createdAt: Date;

  /** @example 'admin' */
  createdBy: string;

  /** When it got its present value. */
  updatedAt: Date;

  /** @example 'admin' */
  updatedBy: string;
}

/** A named secret in the list of all. */
@ApiSchema({ name: 'ListedSecret' })
export class ListedSecretDto extends SecretDto {
  /**
   * The process types whose current version uses it.
   * @example ['nightly-backup']
   */
  usedBy: string[];
}

@ApiSchema({ name: 'SecretValue' })
export class SecretValueDto {
  /**
   * At most 100,000 bytes, without NUL.
   * @example 'correct horse battery staple'
   */
  @IsString()
  value: string;
}

@ApiSchema({ name: 'PutSecretResult' })
export class PutSecretResultDto {
  success: boolean;

  /** @example 'The secret was made.' */
  message: string;

  /** What the giver should know, such as that a value is too short to be masked in output. */
  warning: string | null;

  secret: SecretDto;
}
