/** Why commands that run are killed and others wait when the worker did not renew its lease in time. */
export const LEASE_OVER = "the worker's lease has run out";
