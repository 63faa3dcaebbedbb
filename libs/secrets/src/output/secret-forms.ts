/** Values with fewer characters are not masked: what is as short as that stands in any output, and the mask would tell. */
export const MIN_MASKED_CHARACTERS = 4;

/** base64(1) and PEM break their lines here. */
const BASE64_LINES = [76, 64];

/** Encodings of longer values are not looked for, so that what is looked for stays small. */
const MAX_ENCODED_BYTES = 16 * 1024;

/** Whether a value is long enough to be masked in output. */
export function isMaskable(value: string): boolean {
  return [...value].length >= MIN_MASKED_CHARACTERS;
}

/**
 * What is looked for in the output for a secret value: itself, each of its lines, and its usual encodings (JSON, shell
 * quotes as of `set -x`, URL, form, XML, base64 in both alphabets at each of the three places where it may begin in a longer text,
 * hexadecimal). None for a value that is too short.
 */
export function formsOf(value: string): readonly Buffer[] {
  if (!isMaskable(value)) return [];
  const bytes = Buffer.from(value);
  const texts = [
    value,
    ...linesOf(value),
    ...quoted(value),
    ...(bytes.length > MAX_ENCODED_BYTES
      ? []
      : [...urlForms(value), ...xmlForms(value), ...base64Forms(bytes), ...hexForms(bytes)]),
  ];
  return [...new Set(texts)].filter(isMaskable).map((text) => Buffer.from(text));
}

// A key of several lines is often printed indented or with other line ends.
function linesOf(value: string): string[] {
  return /[\r\n]/.test(value) ? value.split(/[\r\n]+/).map((line) => line.trim()) : [];
}

function quoted(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  // Python writes ASCII only, Go nothing that means something in HTML.
  const ascii = json.replace(/[\u0080-\uffff]/g, escaped);
  const forHtml = json.replace(/[<>&\u2028\u2029]/g, escaped);
  return [json, json.replaceAll('/', '\\/'), ascii, forHtml, value.replaceAll("'", "'\\''")];
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function xmlForms(value: string): string[] {
  const text = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const inQuotes = text.replaceAll('"', '&quot;');
  return [text, inQuotes, ...['&#39;', '&#x27;', '&apos;'].map((quote) => inQuotes.replaceAll("'", quote))];
}

function urlForms(value: string): string[] {
  const component = encodeURIComponent(value);
  // RFC 3986 keeps fewer characters than encodeURIComponent does.
  const strict = component.replace(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);
  // As a path slashes stay, as a whole address all that has a meaning there.
  const inPath = strict.replaceAll('%2F', '/');
  const forms = [component, strict, strict.replaceAll('%20', '+'), inPath, encodeURI(value)];
  return forms.flatMap((form) => [form, form.replace(/%[0-9A-F]{2}/g, (found) => found.toLowerCase())]);
}

function base64Forms(bytes: Buffer): string[] {
  const whole = bytes.toString('base64');
  const forms = [whole, whole.replace(/=+$/, ''), ...[0, 1, 2].map((before) => inner(bytes, before))];
  const lines = BASE64_LINES.flatMap((width) => (whole.length > width ? chunks(inner(bytes, 0), width) : []));
  return [...forms, ...lines].flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

/** The characters that depend on these bytes alone when `before` others (0 to 2) stand before them in their group. */
function inner(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const bits = (before + bytes.length) * 8;
  return text.slice(Math.ceil((before * 8) / 6), Math.floor(bits / 6));
}

function hexForms(bytes: Buffer): string[] {
  const hex = bytes.toString('hex');
  return [hex, hex.toUpperCase()];
}

function chunks(text: string, width: number): string[] {
  return Array.from({ length: Math.ceil(text.length / width) }, (_, index) =>
    text.slice(index * width, (index + 1) * width),
  );
}
