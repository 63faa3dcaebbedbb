import type { SqlClient, Statement } from '@app/database';
import type { Principal } from './principal';
import { type Holding, holds } from './sign-in.repository';

const STILL_HOLD: Statement = {
  name: 'which_rights_hold',
  text: `
    SELECT s.id, 0 AS version FROM user_sign_in s JOIN app_user u ON u.id = s.user_id
    WHERE s.id = ANY($1::uuid[]) AND u.disabled_at IS NULL AND ${holds('$4', '$5')}
    UNION ALL
    SELECT t.id, 0 FROM api_token t JOIN app_user u ON u.id = t.user_id
    WHERE t.id = ANY($2::uuid[]) AND u.disabled_at IS NULL
      AND (t.expires_at IS NULL OR t.expires_at > coalesce($4::timestamptz, now()))
    UNION ALL
    SELECT id, password_version FROM app_user WHERE id = ANY($3::uuid[]) AND disabled_at IS NULL`,
};

/** Says of many at once who still may send requests. */
export class RightCheckRepository {
  constructor(private readonly sql: SqlClient) {}

  /** Those whose sign-in, token or password still holds. One statement, however many they are. */
  async stillHold(principals: readonly Principal[], { idleMs, now }: Holding): Promise<Set<Principal>> {
    const ids = (via: Principal['via']) => [
      ...new Set(principals.filter((principal) => principal.via === via).map(heldBy)),
    ];
    const values = [ids('sign-in'), ids('token'), ids('password'), now, idleMs];
    const rows = await this.sql.query<{ id: string; version: number }>(STILL_HOLD, values);
    const versions = new Map(rows.map(({ id, version }) => [id, version]));
    return new Set(
      principals.filter((principal) => {
        const version = versions.get(heldBy(principal));
        return version !== undefined && (principal.via !== 'password' || version === principal.passwordVersion);
      }),
    );
  }
}

function heldBy({ credentialId, userId }: Principal): string {
  return credentialId ?? userId;
}
