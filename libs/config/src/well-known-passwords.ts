// The heads of the usual lists of leaked and vendor-default passwords, and what people make of this product's name.
const WELL_KNOWN = new Set([
  'abc123',
  'access',
  'admin',
  'administrator',
  'adminpass',
  'adminpassword',
  'changeit',
  'changeme',
  'changemenow',
  'default',
  'dragon',
  'guest',
  'iloveyou',
  'letmein',
  'login',
  'master',
  'monkey',
  'nopassword',
  'orchestrator',
  'pass',
  'passw0rd',
  'password',
  'postgres',
  'processorchestrator',
  'qwerty',
  'qwertyuiop',
  'redis',
  'root',
  'secret',
  'superuser',
  'supersecret',
  'sunshine',
  'test',
  'testtest',
  'toor',
  'trustno1',
  'user',
  'welcome',
]);
const DIGIT_RUNS = ['01234567890', '12345678901234567890', '98765432109876543210', '1q2w3e4r5t6y'];

/**
 * True for a password that an attacker tries first: on the list above in any letter case, also with digits or
 * punctuation around it (`Admin123`, `password!`), a run of digits, or one character repeated.
 */
export function isWellKnownPassword(password: string): boolean {
  const lower = password.toLowerCase();
  const core = lower.replace(/^[\d\W_]+|[\d\W_]+$/g, '').replace(/[\W_]+/g, '');
  return (
    WELL_KNOWN.has(lower) ||
    WELL_KNOWN.has(core) ||
    DIGIT_RUNS.some((run) => run.includes(lower)) ||
    /^(.)\1*$/.test(lower)
  );
}
