/** Process types of an imaginary shop. What they print is made up; when they end is not. */
export const SHOP_TYPES: Readonly<Record<string, string>> = {
  'orders-import.yaml': `
name: orders-import
description: Loads a day of orders of one region into the warehouse
parameters:
  - { name: region, required: true, description: Region of the shop }
  - { name: batch_size, type: number, default: 5000 }
  - { name: pace, type: number, default: 0.01 }
  - { name: api_key, secret: true }
tasks:
  - name: extract
    command: for page in $(seq 1 60); do echo "GET /orders?region=\${region}&page=$page 200"; sleep "\${pace}"; done
    maxRetries: 2
    retryDelaySeconds: 10
  - name: transform
    command: echo "42,117 orders, 3 duplicates removed"; sleep 1
  - name: load
    command: for batch in $(seq 1 100000); do echo "copied $((batch * batch_size)) rows into orders_\${region}"; sleep "\${pace}"; [ "\${pace}" != 0.01 ] || [ "$batch" -lt 9 ] || exit 0; done
`,
  'nightly-backup.yaml': `
name: nightly-backup
description: Dumps a database, verifies the dump and ships it
parameters:
  - { name: database, required: true }
  - { name: damaged, type: boolean, default: false }
tasks:
  - name: dump
    command: echo "pg_dump \${database}"; sleep 0.8; echo "dumped 214 tables, 3.1 GiB"
  - name: verify
    command: |
      echo "restoring \${database}.dump into a scratch database"; sleep 0.6
      echo "comparing row counts of 214 tables"; sleep 0.4
      if [ "\${damaged}" = true ]; then echo "orders: 1,204,556 rows expected, 1,204,551 found" >&2; exit 1; fi
      echo "all equal"
    maxRetries: 2
    retryDelaySeconds: 1
  - name: ship
    command: sleep 0.3; echo "sent \${database}.dump to the vault"
`,
  'invoice-report.yaml': `
name: invoice-report
description: Collects the month's invoices, renders the report and mails it
tasks:
  - name: collect
    command: sleep 0.4; echo "1,318 invoices"
  - name: render
    command: sleep 1.2; echo "report.pdf, 41 pages"
  - name: mail
    command: sleep 0.1; echo "sent to 4 recipients"
`,
};

/** A type that is changed in the dashboard. */
export const SHOP_DRAFT = {
  name: 'nightly-backup-draft',
  description: 'Dumps a database and ships it',
  parameters: [{ name: 'database', required: true, description: 'Which one' }],
  tasks: [
    { name: 'dump', command: 'pg_dump "$database" > "$database.dump"', timeoutMinutes: 30, maxRetries: 2 },
    { name: 'ship', command: 'rclone copy "$database.dump" vault:dumps/', onWorkerLost: 'fail' },
  ],
} as const;

/** The records to make, in this order; the last is shown first. */
export const SHOP_RECORDS: readonly Record<string, unknown>[] = [
  { id: 'invoices-august', type: 'invoice-report', start: true },
  { id: 'invoices-september', type: 'invoice-report', start: true },
  { id: 'invoices-october', type: 'invoice-report', start: true },
  { id: 'invoices-november', type: 'invoice-report', schedule: '0 6 1 12 *', timeZone: 'Europe/Berlin' },
  { id: 'backup-wiki', type: 'nightly-backup', inputData: { database: 'wiki' }, schedule: '30 3 * * *', start: true },
  { id: 'backup-crm', type: 'nightly-backup', inputData: { database: 'crm' }, schedule: '15 3 * * *', start: true },
  {
    id: 'backup-shop',
    type: 'nightly-backup',
    inputData: { database: 'shop', damaged: true },
    schedule: '0 3 * * *',
    timeZone: 'Europe/Berlin',
    start: true,
  },
  ...['eu', 'uk', 'nordics', 'apac', 'latam'].map((region) => ({
    id: `orders-${region}`,
    type: 'orders-import',
    inputData: { region, api_key: 'not shown' },
    start: true,
  })),
];

/** Records that are still at work when the pictures are taken. */
export const SHOP_RUNNING: readonly Record<string, unknown>[] = [
  { id: 'orders-ca', type: 'orders-import', inputData: { region: 'ca', pace: 1 }, start: true },
  { id: 'orders-us', type: 'orders-import', inputData: { region: 'us', pace: 0.05 }, start: true },
];
