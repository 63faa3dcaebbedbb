/** A colour of terminal output: one of the sixteen that the scheme chooses, or a value as `#rrggbb`. */
export type AnsiColour = number | string;

/** How a piece of output looks. Equal looks that come one from the other are the same object. */
export interface TextStyle {
  readonly colour: AnsiColour | null;
  readonly background: AnsiColour | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
  readonly inverse: boolean;
}

export const PLAIN: TextStyle = {
  colour: null,
  background: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  strike: false,
  inverse: false,
};

const CUBE = [0, 95, 135, 175, 215, 255];

/** The look after "select graphic rendition" with these parameters (ECMA-48 8.3.117; colours: ITU-T T.416, xterm). */
export function afterSgr(style: TextStyle, parameters: string): TextStyle {
  let next = style;
  const codes = parameters.split(';');
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? '';
    const number = Number(code.split(':', 1)[0]);
    if (number === 38 || number === 48) {
      // Their values follow behind colons, or as parameters of their own.
      const isOne = code.includes(':');
      const length = codes[index + 1] === '2' ? 4 : 2;
      const values = isOne ? code.split(':').slice(1) : codes.slice(index + 1, index + 1 + length);
      if (!isOne) index += length;
      const colour = extendedColour(values);
      if (colour !== null) next = number === 38 ? { ...next, colour } : { ...next, background: colour };
    } else next = afterCode(next, number, code);
  }
  return isSame(next, style) ? style : isSame(next, PLAIN) ? PLAIN : next;
}

function afterCode(style: TextStyle, number: number, code: string): TextStyle {
  if (number >= 30 && number <= 37) return { ...style, colour: number - 30 };
  if (number >= 40 && number <= 47) return { ...style, background: number - 40 };
  if (number >= 90 && number <= 97) return { ...style, colour: number - 82 };
  if (number >= 100 && number <= 107) return { ...style, background: number - 92 };
  switch (number) {
    case 0:
      return PLAIN;
    case 1:
      return { ...style, bold: true };
    case 2:
      return { ...style, dim: true };
    case 3:
      return { ...style, italic: true };
    case 4:
    case 21:
      return { ...style, underline: code !== '4:0' };
    case 7:
      return { ...style, inverse: true };
    case 9:
      return { ...style, strike: true };
    case 22:
      return { ...style, bold: false, dim: false };
    case 23:
      return { ...style, italic: false };
    case 24:
      return { ...style, underline: false };
    case 27:
      return { ...style, inverse: false };
    case 29:
      return { ...style, strike: false };
    case 39:
      return { ...style, colour: null };
    case 49:
      return { ...style, background: null };
    default:
      return style;
  }
}

/** `5;n`: one of 256; `2;r;g;b`, behind colons perhaps with an empty colour space before the values. */
function extendedColour([kind, ...rest]: readonly string[]): AnsiColour | null {
  if (kind === '5') return indexedColour(Number(rest[0]));
  if (kind !== '2') return null;
  const values = (rest.length > 3 ? rest.slice(-3) : rest).map(Number);
  return values.length === 3 && values.every((value) => value >= 0 && value <= 255) ? hex(values) : null;
}

function indexedColour(index: number): AnsiColour | null {
  if (!Number.isInteger(index) || index < 0 || index > 255) return null;
  if (index < 16) return index;
  if (index > 231) return hex(Array.from({ length: 3 }, () => 8 + 10 * (index - 232)));
  const place = index - 16;
  return hex([Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map((step) => CUBE[step] ?? 0));
}

function hex(values: readonly number[]): string {
  return `#${values.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function isSame(one: TextStyle, other: TextStyle): boolean {
  return (Object.keys(PLAIN) as (keyof TextStyle)[]).every((name) => one[name] === other[name]);
}
