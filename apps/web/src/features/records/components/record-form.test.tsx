import { client, type ProcessParameter, type ProcessType } from '@app/api-client';
import { MantineProvider } from '@mantine/core';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { configureClient } from '../../../shared/request/configure-client';
import { RequestError } from '../../../shared/request/request-error';
import { scheduleValues } from '../../schedules/schedule-draft';
import { initialValues } from '../parameter-values';
import { RecordForm } from './record-form';

function parameter(fields: Partial<ProcessParameter>): ProcessParameter {
  return {
    name: 'p',
    description: null,
    type: 'string',
    required: false,
    default: null,
    secret: false,
    pattern: null,
    ...fields,
  };
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

/** The form on a page of its own; the other page is there to be gone to. */
async function show(values: Record<string, string> = {}) {
  const onSubmit = jest.fn();
  let setError: (error: unknown) => void = () => undefined;
  const Form = () => {
    const [error, set] = useState<unknown>(null);
    setError = set;
    return (
      <MantineProvider env="test">
        <RecordForm
          isNew
          types={[etl, plain]}
          initial={{
            id: '',
            type: 'etl',
            values: { ...initialValues(etl.parameters), ...values },
            ...scheduleValues(null, 'UTC'),
            start: true,
          }}
          isPending={false}
          error={error}
          onSubmit={onSubmit}
          cancel={null}
        />
      </MantineProvider>
    );
  };
  const root = createRootRoute();
  const form = createRoute({ getParentRoute: () => root, path: '/', component: Form });
  const other = createRoute({ getParentRoute: () => root, path: '/workers', component: () => <p>The other page</p> });
  const router = createRouter({
    routeTree: root.addChildren([form, other]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  await screen.findByLabelText('Type');
  return {
    onSubmit,
    fail: (error: unknown) => act(() => setError(error)),
    leave: () => act(async () => void router.navigate({ to: '/workers' })),
  };
}

const submit = () => userEvent.click(screen.getByRole('button', { name: /^Create/ }));

it('makes a field for each parameter as its type and secrecy ask for', async () => {
  await show();
  expect(screen.getByLabelText(/^region/)).toHaveRole('textbox');
  expect(screen.getByLabelText(/^size/)).toHaveAttribute('placeholder', 'Default: 5000');
  expect(screen.getByLabelText(/^full/)).toBeInstanceOf(HTMLSelectElement);
  expect(screen.getByLabelText(/^key/)).toHaveAttribute('type', 'password');
});

it('sends typed values, and leaves out what was not given', async () => {
  const { onSubmit } = await show();
  await userEvent.type(screen.getByLabelText('Id'), ' orders-eu ');
  await userEvent.type(screen.getByLabelText(/^region/), 'eu');
  await userEvent.selectOptions(screen.getByLabelText(/^full/), 'true');
  await submit();
  expect(onSubmit).toHaveBeenCalledWith({
    id: 'orders-eu',
    type: 'etl',
    inputData: { region: 'eu', full: true },
    schedule: null,
    timeZone: null,
    scheduleOptions: null,
    start: true,
  });
});

it('says which fields are wrong, and sends nothing', async () => {
  const { onSubmit } = await show();
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
  const { onSubmit } = await show();
  await userEvent.selectOptions(screen.getByLabelText('Type'), 'plain');
  expect(screen.queryByLabelText(/^region/)).not.toBeInTheDocument();
  await submit();
  expect(onSubmit).toHaveBeenCalledWith(expect.objectContaining({ type: 'plain', inputData: {} }));
});

it('shows what the server refuses at the fields it names, and what has no field in the notice', async () => {
  const { fail } = await show();
  const fields = [
    { field: 'inputData.region', message: 'is not a region' },
    { field: 'id', message: 'is taken' },
    { field: 'inputData', message: 'Must have at most 100000 bytes as JSON.' },
    { field: 'inputData.gone', message: 'Is not a parameter of etl.' },
  ];
  fail(new RequestError(400, 'The request is not valid.', fields));
  expect(screen.getByRole('alert')).toHaveTextContent('The request is not valid.');
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'inputData Must have at most 100000 bytes as JSON.',
    'inputData.gone Is not a parameter of etl.',
  ]);
  expect(screen.getByLabelText(/^region/)).toHaveAccessibleDescription('is not a region');
  expect(screen.getByLabelText('Id')).toHaveAccessibleDescription(/is taken/);
});

it('asks before what was written is lost', async () => {
  const { leave } = await show();
  await userEvent.type(screen.getByLabelText(/^region/), 'eu');
  await leave();
  await userEvent.click(await screen.findByRole('button', { name: 'Stay here' }));
  expect(screen.getByLabelText(/^region/)).toHaveValue('eu');
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  await leave();
  await userEvent.click(await screen.findByRole('button', { name: 'Leave and lose it' }));
  expect(await screen.findByText('The other page')).toBeInTheDocument();
});

it('lets go at once when nothing was written', async () => {
  const { leave } = await show({ region: 'eu' });
  await userEvent.selectOptions(screen.getByLabelText('Type'), 'plain');
  await leave();
  expect(await screen.findByText('The other page')).toBeInTheDocument();
});

it('goes on saying what is wrong with a schedule when other fields are refused', async () => {
  configureClient();
  const errors = [{ field: 'schedule', message: 'minute 61 is over 59' }];
  const refuse = async () => Response.json({ detail: 'The request is not valid.', errors }, { status: 400 });
  client.setConfig({ baseUrl: 'http://server', fetch: refuse as typeof fetch });
  const { onSubmit } = await show();
  await userEvent.selectOptions(screen.getByLabelText('When it runs'), 'cron');
  const cron = screen.getByLabelText('Cron');
  // At once: what is typed slowly is asked for piece by piece.
  await userEvent.click(cron);
  await userEvent.paste('61 * * * *');
  await waitFor(() => expect(cron).toHaveAccessibleDescription(/minute 61 is over 59/));
  await userEvent.click(screen.getByRole('button', { name: 'Create and start' }));
  expect(await screen.findByText('Required')).toBeInTheDocument();
  expect(cron).toHaveAccessibleDescription(/minute 61 is over 59/);
  await userEvent.type(screen.getByLabelText(/^region/), 'eu');
  await userEvent.click(screen.getByRole('button', { name: 'Create and start' }));
  expect(onSubmit).not.toHaveBeenCalled();

  await userEvent.clear(cron);
  await userEvent.click(screen.getByRole('button', { name: 'Create and start' }));
  expect(cron).toHaveAccessibleDescription(/^Required/);
  expect(onSubmit).not.toHaveBeenCalled();
  await userEvent.selectOptions(screen.getByLabelText('When it runs'), 'none');
  await userEvent.click(screen.getByRole('button', { name: 'Create and start' }));
  expect(onSubmit).toHaveBeenCalledTimes(1);
});

it('sends a schedule with the options that differ, and shows what is wrong with one at its field', async () => {
  configureClient();
  const asked: URLSearchParams[] = [];
  const answer = async (request: Request) => {
    const query = new URL(request.url).searchParams;
    asked.push(query);
    if (query.get('jitterSeconds') === '900') {
      const errors = [{ field: 'jitterSeconds', message: 'Must be at most 90' }];
      return Response.json({ detail: 'The schedule is not valid.', errors }, { status: 400 });
    }
    const fires = { nextFires: ['2026-03-29T01:00:00.000Z'], timeZone: 'Europe/Berlin' };
    return Response.json({ ...fires, clockChanges: [{ fireAt: fires.nextFires[0], clockNote: 'moved' }] });
  };
  client.setConfig({ baseUrl: 'http://server', fetch: answer as typeof fetch });
  const { onSubmit } = await show({ region: 'eu' });
  await userEvent.selectOptions(screen.getByLabelText('When it runs'), 'delay');
  await userEvent.type(screen.getByLabelText('Delay'), '90s');
  expect(await screen.findByText(/^90 seconds after the end of the last run/)).toBeInTheDocument();
  expect(await screen.findByText(/its time does not exist that day/)).toBeInTheDocument();

  const jitter = screen.getByLabelText(/^Spread over/);
  await userEvent.click(jitter);
  await userEvent.paste('900');
  await waitFor(() => expect(jitter).toHaveAccessibleDescription(/Must be at most 90/));
  expect(screen.getByText('1 different from the usual').closest('details')).toHaveAttribute('open');
  await userEvent.click(screen.getByRole('button', { name: 'Create and start' }));
  expect(onSubmit).not.toHaveBeenCalled();

  await userEvent.clear(jitter);
  await userEvent.paste('30');
  await waitFor(() => expect(asked.at(-1)?.get('jitterSeconds')).toBe('30'));
  await userEvent.click(screen.getByRole('button', { name: 'Create and start' }));
  const schedule = { schedule: 'every 90s', timeZone: 'UTC', scheduleOptions: { jitterSeconds: 30 } };
  expect(onSubmit).toHaveBeenCalledWith(expect.objectContaining(schedule));
});
