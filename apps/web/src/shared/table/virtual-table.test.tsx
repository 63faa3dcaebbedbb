import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentProps } from 'react';
import { RequestError } from '../request/request-error';
import { VirtualTable } from './virtual-table';

type Props = ComponentProps<typeof VirtualTable<string>>;

function show(props: Partial<Props>) {
  const onRetry = jest.fn();
  const all: Props = {
    label: 'Things',
    columns: [{ key: 'name', header: 'Name', width: 100, cell: (row) => row }],
    rows: [],
    rowKey: (row) => row,
    rowState: (row) => row,
    isLoading: false,
    error: null,
    onRetry,
    empty: <p>Nothing here yet</p>,
    more: { load: undefined, isLoading: false, error: null },
    total: props.rows?.length ?? 0,
    ...props,
  };
  const { container } = render(
    <MantineProvider env="test">
      <VirtualTable {...all} />
    </MantineProvider>,
  );
  return { container, onRetry };
}

// jsdom lays nothing out: the table is given a height to fill.
beforeAll(() => {
  jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(800);
});
afterAll(() => jest.restoreAllMocks());

const rows = (count: number) => Array.from({ length: count }, (_, index) => `row ${index}`);

it('shows its shape while it is read', () => {
  show({ isLoading: true });
  expect(screen.getByRole('table')).toHaveAttribute('aria-busy', 'true');
  expect(screen.getByRole('columnheader', { name: 'Name' })).toBeVisible();
  expect(screen.queryByText('Nothing here yet')).not.toBeInTheDocument();
});

it('says what is wrong, and tries again', async () => {
  const { onRetry } = show({ error: new RequestError(503, 'The database is away.') });
  expect(screen.getByRole('alert')).toHaveTextContent('The database is away.');
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(onRetry).toHaveBeenCalledTimes(1);
});

it('keeps showing rows when reading them again failed', () => {
  show({ rows: rows(3), error: new RequestError(503, 'The database is away.') });
  expect(screen.getByRole('rowheader', { name: 'row 2' })).toBeInTheDocument();
});

it('shows what to do when there is nothing', () => {
  show({});
  expect(screen.getByText('Nothing here yet')).toBeInTheDocument();
});

it('draws only the rows in sight, and says how many there are', () => {
  const { container } = show({ rows: rows(5000), total: 20_000 });
  expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '20001');
  const drawn = container.querySelectorAll('tr[aria-rowindex]').length;
  expect(drawn).toBeGreaterThan(10);
  expect(drawn).toBeLessThan(60);
});

it('asks for more only when its end is in sight', () => {
  const load = jest.fn();
  const more = { load, isLoading: false, error: null };
  show({ rows: rows(500), more });
  expect(load).not.toHaveBeenCalled();
  show({ rows: rows(20), more });
  expect(load).toHaveBeenCalled();
});

it('does not try again by itself what could not be read', async () => {
  const load = jest.fn();
  show({ rows: rows(5), more: { load, isLoading: false, error: new RequestError(503, 'The database is away.') } });
  expect(load).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(load).toHaveBeenCalledTimes(1);
});

it('draws only the rows that are different again', () => {
  const drawn: string[] = [];
  const columns: Props['columns'] = [
    {
      key: 'name',
      header: 'Name',
      width: 100,
      cell: (row) => {
        drawn.push(row);
        return row;
      },
    },
  ];
  const props: Props = {
    ...{ label: 'Things', columns, rows: ['one', 'two'], rowKey: (row: string) => row.slice(0, 3), isLoading: false },
    ...{ rowState: () => '', error: null, onRetry: jest.fn(), empty: null, total: 2 },
    more: { load: undefined, isLoading: false, error: null },
  };
  const table = (rows: readonly string[]) => (
    <MantineProvider env="test">
      <VirtualTable {...props} rows={rows} />
    </MantineProvider>
  );
  const { rerender } = render(table(['one', 'two']));
  expect(new Set(drawn)).toEqual(new Set(['one', 'two']));
  drawn.length = 0;
  rerender(table(['one', 'two, changed']));
  expect(new Set(drawn)).toEqual(new Set(['two, changed']));
});
