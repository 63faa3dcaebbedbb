/**
 * SQL for the revision of the version `v` of a type: its number and a digest of its text, since a comment may change
 * without a new version. A definition that came as JSON has no text; its fingerprint stands for it.
 */
export const REVISION = `v.version || '-' ||
  left(coalesce(encode(sha256(convert_to(v.yaml, 'UTF8')), 'hex'), v.fingerprint), 12)`;
