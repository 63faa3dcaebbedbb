import type { CSSProperties, ReactNode } from 'react';
import { paint } from '../ansi/paint';
import type { Segment } from '../ansi/parse-line';
import { PLAIN, type TextStyle } from '../ansi/text-style';
import styles from './ansi.module.css';

interface AnsiTextProps {
  segments: readonly Segment[];
  /** Text to mark. */
  search: string;
}

/** Terminal output in its colours, readable in both schemes. */
export function AnsiText({ segments, search }: AnsiTextProps) {
  return segments.map(({ text, style }, index) => (
    <span key={index} {...lookOf(style)}>
      {marked(text, search)}
    </span>
  ));
}

interface Look {
  readonly className?: string;
  readonly style?: CSSProperties;
}

// The same style is the same object through many lines.
const looks = new WeakMap<TextStyle, Look>([[PLAIN, {}]]);

function lookOf(style: TextStyle): Look {
  const known = looks.get(style);
  if (known) return known;
  const [light, dark] = [paint(style, 'light'), paint(style, 'dark')];
  const names = [
    light.colour !== null && styles.coloured,
    light.background !== null && styles.backed,
    style.bold && styles.bold,
    style.italic && styles.italic,
    style.underline && styles.underline,
    style.strike && styles.strike,
  ];
  const look: Look = {
    className: names.filter(Boolean).join(' '),
    style: {
      ...(light.colour !== null && { '--light': light.colour, '--dark': dark.colour }),
      ...(light.background !== null && { '--light-back': light.background, '--dark-back': dark.background }),
    } as CSSProperties,
  };
  looks.set(style, look);
  return look;
}

function marked(text: string, search: string): ReactNode {
  if (search === '') return text;
  const pieces: ReactNode[] = [];
  const lower = text.toLowerCase();
  const wanted = search.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, from)) {
    pieces.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + wanted.length)}</mark>);
    from = at + wanted.length;
  }
  return [...pieces, text.slice(from)];
}
