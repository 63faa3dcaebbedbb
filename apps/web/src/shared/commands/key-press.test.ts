import { isApple, keyOf } from './key-press';
import { keyCaps } from './key-words';

function pressed(target: string, init: KeyboardEventInit): string | undefined {
  document.body.innerHTML = target;
  let key: string | undefined = 'no event';
  const listen = (event: KeyboardEvent) => {
    key = keyOf(event);
  };
  document.addEventListener('keydown', listen);
  const deepest = [...document.querySelectorAll('*')].at(-1) ?? document.body;
  deepest.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
  document.removeEventListener('keydown', listen);
  return key;
}

it.each(['<a href="/">link</a>', '<button>button</button>', '<input type="checkbox">'])(
  'single keys on %s are commands',
  (target) => {
    expect(pressed(target, { key: 'j' })).toBe('j');
  },
);

it.each([
  '<input>',
  '<input type="search">',
  '<textarea></textarea>',
  '<select></select>',
  '<div class="cm-editor"><div contenteditable="true"></div></div>',
  '<div role="dialog"><button></button></div>',
  '<div role="menu"><button></button></div>',
])('single keys in %s are not', (target) => {
  expect(pressed(target, { key: 'j' })).toBeUndefined();
});

it.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }])('nor with %j', (modifier) => {
  expect(pressed('<a href="/"></a>', { key: 'j', ...modifier })).toBeUndefined();
});

it('Ctrl K is one everywhere but in an editor, which may have it for itself', () => {
  expect(pressed('<a href="/"></a>', { key: 'k', ctrlKey: true })).toBe('mod+k');
  expect(pressed('<input>', { key: 'k', ctrlKey: true })).toBe('mod+k');
  expect(pressed('<div class="cm-editor"><div></div></div>', { key: 'k', ctrlKey: true })).toBeUndefined();
  expect(pressed('<input>', { key: 'k', ctrlKey: true, shiftKey: true })).toBeUndefined();
});

it('names keys as the keyboard does', () => {
  expect([isApple('MacIntel'), isApple('iPhone'), isApple('Linux x86_64')]).toEqual([true, true, false]);
  expect(keyCaps('mod+k', true)).toEqual(['⌘', 'K']);
  expect(keyCaps('mod+k', false)).toEqual(['Ctrl', 'K']);
  expect(keyCaps('g o')).toEqual(['g', 'o']);
  expect(keyCaps('X')).toEqual(['Shift', 'X']);
  expect(keyCaps('Shift G')).toEqual(['Shift', 'G']);
});
