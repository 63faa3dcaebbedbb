import { render, screen } from '@testing-library/react';
import { type DisplayStatus, outcomeDisplayStatus, statusLook, taskDisplayStatus } from './display-status';
import { StatusBadge } from './status-badge';

const ALL: readonly DisplayStatus[] = [
  'PENDING',
  'IN_PROGRESS',
  'COMPLETED',
  'FAILED',
  'STOPPED',
  'SKIPPED',
  'NOT_RUN',
  'RETRYING',
  'WORKER_LOST',
  'TIMED_OUT',
];

describe('a status', () => {
  it('has a word of its own', () =>
    expect(new Set(ALL.map((status) => statusLook(status).word)).size).toBe(ALL.length));

  it('shares its colour and shape with no other, but that timed out is a way to fail', () => {
    const tones = ALL.filter((status) => status !== 'TIMED_OUT').map((status) => statusLook(status).tone);
    expect(new Set(tones).size).toBe(tones.length);
    expect(statusLook('TIMED_OUT').tone).toBe(statusLook('FAILED').tone);
  });

  it.each(ALL)('%s is shown by word, colour and shape', (status) => {
    const { container } = render(<StatusBadge status={status} />);
    expect(screen.getByText(statusLook(status).word)).toHaveAttribute('data-status', status);
    expect(container.querySelector('svg')).toHaveAttribute('data-tone', statusLook(status).tone);
  });

  it('is refused when unknown, rather than shown wrongly', () => {
    expect(() => statusLook('PAUSED' as DisplayStatus)).toThrow('PAUSED');
  });
});

describe('taskDisplayStatus', () => {
  const task = { status: 'PENDING', retryCount: 0, startedAt: null } as const;
  const startedAt = '2026-11-23T06:00:00Z';

  it.each([
    ['PENDING before its first attempt', task, 'PENDING'],
    ['RETRYING while it waits after a failed attempt', { ...task, retryCount: 1, startedAt }, 'RETRYING'],
    ['RETRYING after an attempt that cost no retry', { ...task, startedAt }, 'RETRYING'],
    ['IN_PROGRESS during a later attempt', { ...task, status: 'IN_PROGRESS', retryCount: 1, startedAt }, 'IN_PROGRESS'],
    ['FAILED when the retries are used up', { ...task, status: 'FAILED', retryCount: 2, startedAt }, 'FAILED'],
    ['SKIPPED when kept by a resume', { ...task, status: 'SKIPPED' }, 'SKIPPED'],
  ] as const)('is %s', (_case, given, expected) => expect(taskDisplayStatus(given, 'IN_PROGRESS')).toBe(expected));

  it.each([
    ['FAILED', task, 'NOT_RUN'],
    ['STOPPED', task, 'NOT_RUN'],
    ['STOPPED', { ...task, status: 'STOPPED', startedAt }, 'STOPPED'],
    ['FAILED', { ...task, status: 'COMPLETED', startedAt }, 'COMPLETED'],
  ] as const)('in a run that is %s, %j is %s', (run, given, expected) =>
    expect(taskDisplayStatus(given, run)).toBe(expected),
  );
});

it.each([
  [null, 'IN_PROGRESS'],
  ['SUCCEEDED', 'COMPLETED'],
  ['FAILED', 'FAILED'],
  ['TIMED_OUT', 'TIMED_OUT'],
  ['STOPPED', 'STOPPED'],
  ['WORKER_LOST', 'WORKER_LOST'],
] as const)('shows the attempt outcome %s as %s', (outcome, status) =>
  expect(outcomeDisplayStatus(outcome)).toBe(status),
);
