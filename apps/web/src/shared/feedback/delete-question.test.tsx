import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DeleteQuestion } from './delete-question';

function show(props: Partial<Parameters<typeof DeleteQuestion>[0]> = {}) {
  const onDelete = jest.fn();
  const onCancel = jest.fn();
  render(
    <MantineProvider env="test">
      <DeleteQuestion
        label="Delete this process"
        isPending={false}
        error={null}
        onDelete={onDelete}
        onCancel={onCancel}
        {...props}
      >
        Delete <strong>nightly</strong> for good?
      </DeleteQuestion>
    </MantineProvider>,
  );
  return { onDelete, onCancel };
}

it('deletes only when that is chosen: the focus is on keeping it, and Escape keeps it', async () => {
  const { onDelete, onCancel } = show();
  expect(screen.getByRole('region', { name: 'Delete this process' })).toHaveTextContent('Delete nightly for good?');
  await userEvent.keyboard('{Enter}{Escape}');
  expect([onCancel.mock.calls.length, onDelete.mock.calls.length]).toEqual([2, 0]);
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
  expect(onDelete).toHaveBeenCalledTimes(1);
});

it('says why it was not deleted, and offers nothing that is not possible', () => {
  show({ isPossible: false, error: new Error('It is in use.') });
  expect(screen.getByRole('alert')).toHaveTextContent('It is in use.');
  expect(screen.queryByRole('button', { name: 'Delete' })).not.toBeInTheDocument();
});
