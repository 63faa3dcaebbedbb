import type { RunStatus } from '@app/api-client';
import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { RunAction, useChangeRun } from '../api/change-run';
import { RecordActions } from './record-actions';

type Change = ReturnType<typeof useChangeRun>;

function show(status: RunStatus, change: Partial<Change> = {}) {
  const mutate = jest.fn();
  const state = { isPending: false, variables: undefined, mutate, ...change } as unknown as Change;
  render(
    <MantineProvider env="test">
      <RecordActions status={status} change={state} />
    </MantineProvider>,
  );
  return mutate;
}

const enabled = () =>
  screen
    .getAllByRole<HTMLButtonElement>('button')
    .filter((button) => !button.disabled)
    .map((button) => button.textContent);

it.each<[RunStatus, string[]]>([
  ['PENDING', ['Start']],
  ['IN_PROGRESS', ['Stop']],
  ['COMPLETED', ['Start']],
  ['FAILED', ['Start', 'Resume']],
  ['STOPPED', ['Start', 'Resume']],
])('%s allows %p', (status, labels) => {
  show(status);
  expect(enabled()).toEqual(labels);
});

it('says why an action is not possible', () => {
  show('COMPLETED');
  expect(screen.getByRole('button', { name: 'Stop' })).toHaveAttribute('title', 'Nothing is running');
});

it('asks for the action', async () => {
  const mutate = show('FAILED');
  await userEvent.click(screen.getByRole('button', { name: 'Resume' }));
  expect(mutate).toHaveBeenCalledWith('resume');
});

it('takes no second action while one is under way', () => {
  show('FAILED', { isPending: true, variables: 'start' satisfies RunAction } as Partial<Change>);
  expect(screen.getByRole('button', { name: 'Start' })).toHaveAttribute('data-loading', 'true');
  expect(enabled()).not.toContain('Resume');
});
