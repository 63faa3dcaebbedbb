const NEWLINE = 0x0a;

/** Position behind the given number of line feeds; the end when there are fewer. */
export function lineOffset(data: Buffer, newlines: number): number {
  let position = 0;
  for (let seen = 0; seen < newlines; seen += 1) {
    const newline = data.indexOf(NEWLINE, position);
    if (newline < 0) return data.length;
    position = newline + 1;
  }
  return position;
}
