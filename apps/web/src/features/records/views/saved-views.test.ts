import { nameProblem, parseViews, viewOf } from './saved-views';

it('reads what was stored, and leaves out what is broken', () => {
  const stored = [
    { name: 'Mine', filter: { status: 'FAILED', color: 'red' } },
    { name: '', filter: {} },
    { name: 'No filter' },
    'text',
    null,
  ];
  expect(parseViews(JSON.stringify(stored))).toEqual([{ name: 'Mine', filter: { status: 'FAILED' } }]);
  expect(parseViews('{')).toEqual([]);
  expect(parseViews('{}')).toEqual([]);
});

it('a name is given once', () => {
  const views = [{ name: 'Mine', filter: {} }];
  expect(nameProblem(' Mine ', views)).toBe('There is a view with this name');
  expect(nameProblem('Mine', views, 'Mine')).toBeNull();
  expect(nameProblem('Running', views)).toBe('There is a view with this name');
  expect(nameProblem('  ', views)).toBe('Give it a name');
  expect(nameProblem('x'.repeat(41), views)).toBe('At most 40 characters');
  expect(nameProblem('Other', views)).toBeNull();
});

it('knows which view is shown', () => {
  const views = [{ name: 'Mine', filter: { type: 'etl' } }];
  expect(viewOf({}, views)?.name).toBe('All');
  expect(viewOf({ ended: 'today', status: 'FAILED' }, views)?.name).toBe('Failed today');
  expect(viewOf({ type: 'etl' }, views)?.name).toBe('Mine');
  expect(viewOf({ type: 'etl', search: 'a' }, views)).toBeUndefined();
});
