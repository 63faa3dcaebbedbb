import type { TransactionClient } from '@app/database';

/** What is done with a change in its own transaction: both come true or neither does. Gets what was changed. */
export type InTransaction = (sql: TransactionClient, target: string) => Promise<void>;
