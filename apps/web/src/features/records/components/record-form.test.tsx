import type { ProcessParameter, ProcessType } from '@app/api-client';
import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RequestError } from '../../../shared/request/request-error';
import { initialValues } from '../parameter-values';
import { RecordForm } from './record-form';

function parameter(fields: Partial<ProcessParameter>): ProcessParameter {
  return { name: 'p', description: null, type: 'string', required: false, default: null, secret: false, ...fields };
}

function type(name: string, parameters: ProcessParameter[]): ProcessType {
  return { name, description: null, taskCount: 1, parameters } as unknown as ProcessType;
}

const etl = type('etl', [
  parameter({ name: 'region', required: true }),
  parameter({ name: 'size', type: 'number', default: 5000 }),
  parameter({ name: 'full', type: 'boolean' }),
  parameter({ name: 'key', secret: true }),
]);
const plain = type('plain', []);

function show(error: unknown = null) {
  const onSubmit = jest.fn();
  const form = (shown: unknown) => (
    <MantineProvider env="test">
      <RecordForm
        isNew
        types={[etl, plain]}
        initial={{
          id: '',
          type: 'etl',
          values: initialValues(etl.parameters),
          schedule: '',
          timeZone: 'UTC',
          start: true,
        }}
        isPending={false}
        error={shown}
        onSubmit={onSubmit}
        cancel={null}
      />
    </MantineProvider>
  );
  const { rerender } = render(form(error));
  return { onSubmit, fail: (later: unknown) => rerender(form(later)) };
}

const submit = () => userEvent.click(screen.getByRole('button', { name: /^Create/ }));

it('makes a field for each parameter as its type and secrecy ask for', () => {
  show();
  expect(screen.getByLabelText(/^region/)).toHaveRole('textbox');
  expect(screen.getByLabelText(/^size/)).toHaveAttribute('placeholder', 'Default: 5000');
  expect(screen.getByLabelText(/^full/)).toBeInstanceOf(HTMLSelectElement);
  expect(screen.getByLabelText(/^key/)).toHaveAttribute('type', 'password');
});

it('sends typed values, and leaves out what was not given', async () => {
  const { onSubmit } = show();
  await userEvent.type(screen.getByLabelText('Id'), ' orders-eu ');
  await userEvent.type(screen.getByLabelText(/^region/), 'eu');
  await userEvent.selectOptions(screen.getByLabelText(/^full/), 'true');
  await submit();
  expect(onSubmit).toHaveBeenCalledWith({
    id: 'orders-eu',
    type: 'etl',
    inputData: { region: 'eu', full: true },
    schedule: '',
    timeZone: 'UTC',
    start: true,
  });
});

it('says which fields are wrong, and sends nothing', async () => {
  const { onSubmit } = show();
  await userEvent.type(screen.getByLabelText('Id'), 'not an id');
  await userEvent.type(screen.getByLabelText(/^size/), 'many');
  await submit();
  expect(onSubmit).not.toHaveBeenCalled();
  expect(screen.getByLabelText('Id')).toHaveAccessibleDescription(/starting with a letter or digit/);
  expect(screen.getByLabelText(/^region/)).toHaveAccessibleDescription('Required');
  expect(screen.getByLabelText(/^size/)).toHaveAccessibleDescription('Must be a number');
  expect(screen.getByLabelText('Id')).toHaveFocus();
  await userEvent.type(screen.getByLabelText(/^region/), 'eu');
  expect(screen.getByLabelText(/^region/)).toHaveFocus();
});

it('changes its fields with the type', async () => {
  const { onSubmit } = show();
  await userEvent.selectOptions(screen.getByLabelText('Type'), 'plain');
  expect(screen.queryByLabelText(/^region/)).not.toBeInTheDocument();
  await submit();
  expect(onSubmit).toHaveBeenCalledWith(expect.objectContaining({ type: 'plain', inputData: {} }));
});

it('shows what the server refuses at the fields it names', () => {
  const { fail } = show();
  const fields = [
    { field: 'inputData.region', message: 'is not a region' },
    { field: 'id', message: 'is taken' },
  ];
  fail(new RequestError(400, 'The request is not valid.', fields));
  expect(screen.getByRole('alert')).toHaveTextContent('The request is not valid.');
  expect(screen.getByLabelText(/^region/)).toHaveAccessibleDescription('is not a region');
  expect(screen.getByLabelText('Id')).toHaveAccessibleDescription(/is taken/);
});
