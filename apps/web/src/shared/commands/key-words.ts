import { isApple } from './key-press';

const NAMES: Readonly<Record<string, string>> = { Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓' };

/** The keys of a command as caps to draw: `mod+k` as `Ctrl` `K`, a capital letter with Shift. */
export function keyCaps(keys: string, apple = isApple()): readonly string[] {
  return keys.split(' ').flatMap((key, index, all) => {
    if (key.startsWith('mod+')) return [apple ? '⌘' : 'Ctrl', key.slice('mod+'.length).toUpperCase()];
    if (/^[A-Z]$/.test(key) && all[index - 1] !== 'Shift') return ['Shift', key];
    return [NAMES[key] ?? key];
  });
}
