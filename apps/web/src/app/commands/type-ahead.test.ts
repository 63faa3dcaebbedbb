import { TypeAhead } from './type-ahead';

const below = jest.fn();
beforeEach(() => below.mockReset());
document.addEventListener('keydown', below);

function press(...keys: readonly string[]): boolean[] {
  return keys.map((key) =>
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true, bubbles: true })),
  );
}

it('keeps what is typed until it ends, and nothing of it reaches the page', () => {
  const typeAhead = new TypeAhead();
  typeAhead.begin();
  expect(press('n', 'e', 'x', 'Backspace', 'w', 'Enter')).toEqual([false, false, false, false, false, false]);
  expect(typeAhead.end()).toBe('new');
  expect(below).not.toHaveBeenCalled();

  expect(press('j')).toEqual([true]);
  expect(below).toHaveBeenCalledTimes(1);
  expect(typeAhead.end()).toBe('');
});

it('leaves alone what is no text', () => {
  const typeAhead = new TypeAhead();
  typeAhead.begin();
  expect(press('Escape', 'Tab', 'F5')).toEqual([true, true, true]);
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }));
  expect(below).toHaveBeenCalledTimes(4);
  expect(typeAhead.end()).toBe('');
});

it('gives the keyboard back when the field does not come', () => {
  jest.useFakeTimers();
  const typeAhead = new TypeAhead();
  typeAhead.begin();
  jest.advanceTimersByTime(5_000);
  jest.useRealTimers();
  expect(press('j')).toEqual([true]);
});
