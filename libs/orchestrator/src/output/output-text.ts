const NEWLINE = 0x0a;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Line feeds in the bytes. */
export function countLines(bytes: Buffer): number {
  let lines = 0;
  // A plain loop: `indexOf` per line is many times slower on a flood of short lines.
  for (let index = 0; index < bytes.length; index++) if (bytes[index] === NEWLINE) lines++;
  return lines;
}

/** Bytes as text that PostgreSQL stores: broken UTF-8 becomes U+FFFD, NUL its visible sign U+2400. */
export function toStorableText(bytes: Buffer): string {
  return decoder.decode(bytes.subarray(continuationBytes(bytes))).replaceAll('\0', '\u2400');
}

// A tail may begin inside a character; its rest says nothing.
function continuationBytes(bytes: Buffer): number {
  let index = 0;
  while (index < 3 && index < bytes.length && ((bytes[index] ?? 0) & 0xc0) === 0x80) index++;
  return index;
}
