import { act, fireEvent, renderHook } from '@testing-library/react';
import { useCommandGroups, useCommands } from './use-commands';
import { useKeyCommands } from './use-key-commands';

const titles = (groups: ReturnType<typeof useCommandGroups>) =>
  groups.map(({ title, commands }) => `${title}: ${commands.map(({ label }) => label).join(', ')}`);

it('lists the commands of what is on the page, once, and in a fixed order of groups', () => {
  const list = renderHook(() => useCommandGroups());
  const view = renderHook(() => useCommands('View', [{ id: 'a', label: 'A' }]));
  const first = renderHook(() => useCommands('Lists', [{ id: 'next', label: 'Next' }]));
  const second = renderHook(() => useCommands('Lists', [{ id: 'next', label: 'Next' }]));
  expect(titles(list.result.current)).toEqual(['Lists: Next', 'View: A']);
  act(() => first.unmount());
  expect(titles(list.result.current)).toEqual(['Lists: Next', 'View: A']);
  act(() => second.unmount());
  act(() => view.unmount());
  expect(titles(list.result.current)).toEqual([]);
});

it('follows commands that change while they are shown', () => {
  const list = renderHook(() => useCommandGroups());
  const { rerender } = renderHook(({ label }) => useCommands('View', [{ id: 'a', label }]), {
    initialProps: { label: 'Dark' },
  });
  rerender({ label: 'Light' });
  expect(titles(list.result.current)).toEqual(['View: Light']);
});

it('runs the newest version of a command, that of the earlier group first, and keeps its key from the browser', () => {
  const calls: string[] = [];
  renderHook(() => useKeyCommands());
  renderHook(() => useCommands('View', [{ id: 'view', label: 'View', keys: ['e'], run: () => calls.push('view') }]));
  const { rerender, unmount } = renderHook(
    ({ word }) => useCommands('This process', [{ id: 'e', label: 'Edit', keys: ['e'], run: () => calls.push(word) }]),
    { initialProps: { word: 'old' } },
  );
  rerender({ word: 'new' });
  expect(fireEvent.keyDown(document.body, { key: 'e' })).toBe(false);
  act(() => unmount());
  fireEvent.keyDown(document.body, { key: 'e' });
  expect(fireEvent.keyDown(document.body, { key: 'q' })).toBe(true);
  expect(calls).toEqual(['new', 'view']);
});
