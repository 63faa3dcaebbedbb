import {
  allowInsecureRequests,
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  ResponseBodyError,
} from 'openid-client';
import { type Claims, hasClaim } from './open-id-claims';
import { OpenIdRefusal } from './open-id-refusal';
import type { OpenIdSettings } from './open-id-settings';

const TIMEOUT_SECONDS = 10;
// Providers move their endpoints and exchange keys; keys that are not known are asked for besides.
const DISCOVERY_HOLDS_MS = 3_600_000;

/** What only the browser that began a sign-in can show when it comes back. */
export interface BegunSignIn {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636). */
  readonly verifier: string;
}

/**
 * Asks the provider who somebody is: authorization code with PKCE, state and nonce (OpenID Connect Core 1.0, 3.1). It is
 * looked up when the first one signs in, so that the product starts and goes on without it.
 */
export class OpenIdProvider {
  private known: { readonly configuration: Configuration; readonly until: number } | undefined;
  private lookUp: Promise<Configuration> | undefined;

  constructor(private readonly settings: OpenIdSettings) {}

  /** Where the browser goes, and what it has to show later. Throws OpenIdRefusal when the provider is away. */
  async begin(): Promise<{ readonly url: URL; readonly begun: BegunSignIn }> {
    const configuration = await refusing(() => this.find());
    const begun = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: this.settings.redirectUri,
      scope: this.settings.scopes,
      state: begun.state,
      nonce: begun.nonce,
      code_challenge: await calculatePKCECodeChallenge(begun.verifier),
      code_challenge_method: 'S256',
    });
    return { url, begun };
  }

  /**
   * What the provider says of whoever comes back.
   * @param answer the parameters that the provider sent the browser back with
   * @throws OpenIdRefusal unless the answer belongs to what was begun and the provider vouches for it
   */
  complete(answer: URLSearchParams, { state, nonce, verifier }: BegunSignIn): Promise<Claims> {
    return refusing(async () => {
      const configuration = await this.find();
      const url = new URL(this.settings.redirectUri);
      url.search = answer.toString();
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      const tokens = await authorizationCodeGrant(configuration, url, checks);
      const claims = tokens.claims();
      if (claims === undefined) throw new OpenIdRefusal('provider-wrong', 'The provider sent no ID token.');
      const { userinfo_endpoint: userInfo } = configuration.serverMetadata();
      if (userInfo === undefined || this.isEnough(claims)) return claims;
      return { ...(await fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims };
    });
  }

  // Many providers say the rest at another endpoint only.
  private isEnough(claims: Claims): boolean {
    const { roleClaim, roles, usernameClaim } = this.settings;
    return (
      (roles.length === 0 || hasClaim(claims, roleClaim)) && hasClaim(claims, usernameClaim ?? 'preferred_username')
    );
  }

  /** One look-up at a time, however many ask. */
  private async find(): Promise<Configuration> {
    if (this.known !== undefined && performance.now() < this.known.until) return this.known.configuration;
    this.lookUp ??= this.discover().finally(() => {
      this.lookUp = undefined;
    });
    return this.lookUp;
  }

  private async discover(): Promise<Configuration> {
    const { issuer, clientId } = this.settings;
    const isPlain = new URL(issuer).protocol === 'http:';
    const configuration = await discovery(new URL(issuer), clientId, {}, this.authenticate, {
      timeout: TIMEOUT_SECONDS,
      [customFetch]: fetchFromProvider,
      // The configuration takes http on this machine only.
      execute: [enableNonRepudiationChecks, ...(isPlain ? [allowInsecureRequests] : [])],
    });
    this.known = { configuration, until: performance.now() + DISCOVERY_HOLDS_MS };
    return configuration;
  }

  // RFC 6749 wants every server to take Basic; some say that they take something else only.
  private readonly authenticate: ClientAuth = (server, ...rest) => {
    const secret = this.settings.clientSecret();
    const { token_endpoint_auth_methods_supported: methods } = server;
    const isBasic = methods === undefined || methods.includes('client_secret_basic');
    const how = secret === null ? None() : isBasic ? ClientSecretBasic(secret) : ClientSecretPost(secret);
    return how(server, ...rest);
  };
}

const fetchFromProvider: CustomFetch = async (url, options) => {
  const host = new URL(url).host;
  const response = await fetch(url, options as RequestInit).catch((error: unknown) => {
    throw new OpenIdRefusal('provider-away', `${host} does not answer.`, { cause: error });
  });
  if (response.status >= 500) throw new OpenIdRefusal('provider-away', `${host} answered ${response.status}.`);
  return response;
};

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): OpenIdRefusal {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof OpenIdRefusal) return at;
  if (error instanceof AuthorizationResponseError) {
    const words = [error.error, error.error_description].filter(Boolean).join(': ');
    return new OpenIdRefusal('provider-refused', `The provider refused: ${words}`, { cause: error });
  }
  // The code was used before, is too old, or belongs to another browser's sign-in.
  if (error instanceof ResponseBodyError && error.error === 'invalid_grant')
    return new OpenIdRefusal('start-again', 'The provider does not take the code (any more).', { cause: error });
  const reason = error instanceof ResponseBodyError ? error.error : error instanceof Error ? error.message : 'unknown';
  return new OpenIdRefusal('provider-wrong', `The provider's answer cannot be used: ${reason}.`, { cause: error });
}
