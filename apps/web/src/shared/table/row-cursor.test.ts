import { moveToRow } from './row-cursor';

const list = (...keys: string[]) =>
  `<section><ul>${keys.map((key) => `<li data-row="${key}"><input type="checkbox"><a href="/${key}">${key}</a></li>`).join('')}</ul></section>`;

const show = (html: string) => {
  document.body.innerHTML = `<main id="content">${html}</main>`;
};
const focused = () => document.activeElement?.textContent ?? '';

beforeAll(() => {
  Element.prototype.scrollIntoView = jest.fn();
});

let pages = 0;
beforeEach(() => window.history.replaceState(null, '', `/page-${++pages}`));

it('goes from row to row, from list to list, and stays at the ends', () => {
  show(list('a', 'b') + list('c'));
  const seen = ([1, 1, 1, 1, -1, -1, -1] as const).map((step) => {
    moveToRow(step);
    return focused();
  });
  expect(seen).toEqual(['a', 'b', 'c', 'c', 'b', 'a', 'a']);
});

it('goes on from the row with the focus, wherever in it the focus is', () => {
  show(list('a', 'b', 'c'));
  document.querySelector<HTMLElement>('[data-row="b"] input')?.focus();
  moveToRow(1);
  expect(focused()).toBe('c');
});

it('goes on where it was after the focus was lost', () => {
  show(list('a', 'b', 'c'));
  moveToRow(1);
  moveToRow(1);
  show(list('x', 'a', 'b', 'c'));
  moveToRow(1);
  expect(focused()).toBe('c');
});

it('begins anew on another page', () => {
  show(list('a', 'b'));
  moveToRow(1);
  window.history.replaceState(null, '', '/elsewhere');
  show(list('x', 'a', 'b'));
  moveToRow(1);
  expect(focused()).toBe('x');
});

it('passes over rows that lead nowhere', () => {
  show(`<div data-row="none">none</div>${list('a')}`);
  moveToRow(1);
  expect(focused()).toBe('a');
});
