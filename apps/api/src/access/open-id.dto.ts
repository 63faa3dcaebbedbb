import { ApiSchema } from '@nestjs/swagger';

/** A provider that people may sign in with. */
@ApiSchema({ name: 'OpenIdOption' })
export class OpenIdOptionDto {
  /**
   * What it is called.
   * @example 'Example Inc.'
   */
  name: string;

  /**
   * Where a browser begins; `to` says where on this site to go then.
   * @example 'https://orchestrator.example.com/api/sign-in/openid'
   */
  url: string;
}

/** How people may sign in here besides with name and password. */
@ApiSchema({ name: 'SignInOptions' })
export class SignInOptionsDto {
  /** Null: there is no provider. */
  openId: OpenIdOptionDto | null;
}
