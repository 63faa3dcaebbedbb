import { repositoryProviders, SqlClient } from '@app/database';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { AccessSettings } from './access-settings';
import { ApiTokenRepository } from './api-token.repository';
import { ApiTokenService } from './api-token.service';
import { AuditRepository } from './audit.repository';
import { AuthenticationService } from './authentication.service';
import { DenialQuota } from './denial-quota';
import { FirstAdministratorRepository } from './first-administrator.repository';
import { OpenIdProvider } from './open-id/open-id-provider';
import { OpenIdSignInService } from './open-id/open-id-sign-in.service';
import { ProviderUserRepository } from './open-id/provider-user.repository';
import { PasswordCheckService } from './password-check.service';
import { PasswordHasher } from './password-hasher';
import { RightCheckRepository } from './right-check.repository';
import { SignInRepository } from './sign-in.repository';
import { SignInService } from './sign-in.service';
import { SignInThrottle } from './sign-in-throttle.repository';
import { UserRepository } from './user.repository';
import { UserService } from './user.service';

const REPOSITORIES = [
  ApiTokenRepository,
  AuditRepository,
  ProviderUserRepository,
  RightCheckRepository,
  SignInRepository,
  UserRepository,
];

/** Token of the `OpenIdSignInService`, or of null where no provider is configured. */
export const OPEN_ID_SIGN_INS = 'OpenIdSignInService';

type OpenIdParts = [UserRepository, ProviderUserRepository, SignInService, SignInThrottle];

/** Gives users, sign-ins, tokens and the audit. Expects a global `SqlClient` and TypeORM's data source. */
@Module({})
export class AccessModule {
  static forRoot(settings: AccessSettings): DynamicModule {
    return {
      module: AccessModule,
      providers: [
        ...repositoryProviders(REPOSITORIES),
        { provide: AccessSettings, useValue: settings },
        { provide: PasswordHasher, useFactory: () => new PasswordHasher(settings.hashing) },
        { provide: DenialQuota, useFactory: () => new DenialQuota() },
        {
          provide: SignInThrottle,
          inject: [DataSource],
          useFactory: (source: DataSource) =>
            new SignInThrottle((source.driver as unknown as { master: Pool }).master, settings.attempts),
        },
        {
          provide: PasswordCheckService,
          inject: [UserRepository, PasswordHasher, SignInThrottle],
          useFactory: (...parts: ConstructorParameters<typeof PasswordCheckService>) =>
            new PasswordCheckService(...parts),
        },
        {
          provide: AuthenticationService,
          inject: [SignInRepository, ApiTokenRepository, PasswordCheckService, AccessSettings],
          useFactory: (...parts: ConstructorParameters<typeof AuthenticationService>) =>
            new AuthenticationService(...parts),
        },
        {
          provide: UserService,
          inject: [UserRepository, SignInRepository, PasswordHasher, PasswordCheckService],
          useFactory: (...parts: ConstructorParameters<typeof UserService>) => new UserService(...parts),
        },
        {
          provide: SignInService,
          inject: [UserRepository, SignInRepository, PasswordCheckService, AccessSettings],
          useFactory: (...parts: ConstructorParameters<typeof SignInService>) => new SignInService(...parts),
        },
        {
          provide: OPEN_ID_SIGN_INS,
          inject: [UserRepository, ProviderUserRepository, SignInService, SignInThrottle],
          useFactory: (...parts: OpenIdParts) =>
            settings.openId && new OpenIdSignInService(...parts, new OpenIdProvider(settings.openId), settings.openId),
        },
        {
          provide: ApiTokenService,
          inject: [UserRepository, ApiTokenRepository, AccessSettings],
          useFactory: (...parts: ConstructorParameters<typeof ApiTokenService>) => new ApiTokenService(...parts),
        },
        {
          provide: FirstAdministratorRepository,
          inject: [SqlClient, PasswordHasher, AuditRepository],
          useFactory: (...parts: ConstructorParameters<typeof FirstAdministratorRepository>) =>
            new FirstAdministratorRepository(...parts),
        },
      ],
      exports: [
        AccessSettings,
        ApiTokenService,
        AuditRepository,
        AuthenticationService,
        DenialQuota,
        FirstAdministratorRepository,
        OPEN_ID_SIGN_INS,
        RightCheckRepository,
        SignInService,
        UserService,
      ],
    };
  }
}
