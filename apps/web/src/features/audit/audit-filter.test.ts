import { auditExportPath, auditQueryOf, parseAuditFilter } from './audit-filter';

const NOW = Date.parse('2026-11-24T12:00:00Z');

it('reads the filter from the address and leaves out what it does not understand', () => {
  expect(
    parseAuditFilter({ actor: 'alice (token ci)', target: 42, outcome: 'DENIED', when: 'last-1h', address: '', x: 1 }),
  ).toEqual({ actor: 'alice (token ci)', target: '42', outcome: 'DENIED', when: 'last-1h' });
  expect(parseAuditFilter({ outcome: 'toString', action: true, when: 'always' })).toEqual({});
});

it('asks for the ends of a span', () => {
  expect(auditQueryOf({ actor: 'bob', when: 'last-24h' }, NOW)).toEqual({
    actor: 'bob',
    from: '2026-11-23T12:00:00.000Z',
  });
});

it('leads to the export of what is shown', () => {
  expect(auditExportPath({}, NOW)).toBe('/api/audit/export');
  expect(auditExportPath({ actor: 'a & b', outcome: undefined, to: '2026-11-24T00:00:00Z' }, NOW)).toBe(
    '/api/audit/export?actor=a+%26+b&to=2026-11-24T00%3A00%3A00Z',
  );
});
