import type { AnsiColour, TextStyle } from './text-style';

/** Colours of a piece of text in one scheme; null for those of the log itself. */
export interface Painted {
  readonly colour: string | null;
  readonly background: string | null;
}

type Rgb = readonly [number, number, number];

interface Scheme {
  /** What stands behind the text at worst: the tint of a line that the address points to. */
  readonly paper: string;
  readonly ink: string;
  /** The sixteen colours as text: black, red, green, yellow, blue, magenta, cyan, white, then their bright ones. */
  readonly text: readonly string[];
}

// In step with --glow and --ink of app/global.css.
const LIGHT: Scheme = {
  paper: '#d9f0f4',
  ink: '#1b2026',
  text: [
    ...['#1b2026', '#b01e18', '#196534', '#7d4b00', '#1257b3', '#8a2bb0', '#0b6777', '#545e69'],
    ...['#545e69', '#c02a1e', '#14712f', '#855400', '#1a5fc4', '#9b34c4', '#0a7285', '#3c444d'],
  ],
};
const DARK: Scheme = {
  paper: '#17363d',
  ink: '#e3e7ec',
  text: [
    ...['#98a2ad', '#ff938a', '#74d092', '#f1b75f', '#84b8ff', '#d6a5f7', '#5cc8d6', '#e3e7ec'],
    ...['#a9b3be', '#ffb1aa', '#96e3ae', '#f8d08d', '#a9ceff', '#e6c4fd', '#8be0ea', '#ffffff'],
  ],
};
// As backgrounds they look the same in both schemes, as they do in terminals.
const BACKGROUNDS = [
  ...['#2b323b', '#b3261e', '#1c7c3c', '#a87900', '#2359ad', '#8e3aa8', '#0f7486', '#c8ced4'],
  ...['#56606b', '#e0564c', '#3fb266', '#e2b33c', '#5b94e8', '#bb76d3', '#3fb3c4', '#f4f6f8'],
];
// WCAG 2.2, 1.4.3.
const ENOUGH = 4.5;
const DIMMED = 0.3;

/** The colours of a text, readable on what is behind it. */
export function paint(style: TextStyle, scheme: 'light' | 'dark'): Painted {
  const { paper, ink, text } = scheme === 'light' ? LIGHT : DARK;
  const asText = (colour: AnsiColour): string => (typeof colour === 'number' ? (text[colour] ?? ink) : colour);
  const behind = style.inverse
    ? style.colour === null
      ? ink
      : readable(asText(style.colour), paper)
    : style.background === null
      ? null
      : asBackground(style.background);
  const wanted = style.inverse ? style.background : style.colour;
  if (behind === null) {
    if (wanted === null && !style.dim) return { colour: null, background: null };
    const colour = readable(wanted === null ? ink : asText(wanted), paper);
    return { colour: style.dim ? readable(mix(colour, paper, DIMMED), paper) : colour, background: null };
  }
  const before = wanted === null ? (style.inverse ? paper : ink) : asBackground(wanted);
  return { colour: readable(before, behind), background: behind };
}

function asBackground(colour: AnsiColour): string {
  return typeof colour === 'number' ? (BACKGROUNDS[colour] ?? '#000000') : colour;
}

/** The colour, made lighter or darker as far as it takes to be read on the background. */
function readable(colour: string, background: string): string {
  if (contrast(colour, background) >= ENOUGH) return colour;
  const end = contrast('#ffffff', background) > contrast('#000000', background) ? '#ffffff' : '#000000';
  let [near, far] = [0, 1];
  for (let step = 0; step < 8; step += 1) {
    const middle = (near + far) / 2;
    if (contrast(mix(colour, end, middle), background) >= ENOUGH) far = middle;
    else near = middle;
  }
  return mix(colour, end, far);
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = rgb(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(from: string, to: string, share: number): string {
  const target = rgb(to);
  const mixed = rgb(from).map((value, index) => Math.round(value + ((target[index] ?? 0) - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function rgb(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
