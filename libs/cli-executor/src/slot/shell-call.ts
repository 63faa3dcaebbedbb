import { LONGEST_ARGUMENT_BYTES } from '../command-refusal';

const SHELL = '/bin/sh';
const PIECE_BYTES = 120_000;

/** Program and arguments of `/bin/sh -c <command>`; a command longer than one argument may be goes in pieces that the shell joins again. */
export function shellCall(command: string): string[] {
  if (Buffer.byteLength(command) <= LONGEST_ARGUMENT_BYTES) return [SHELL, '-c', command];
  const pieces = splitText(command, PIECE_BYTES);
  const joined = pieces.map((_, index) => `\${${index + 1}}`).join('');
  return [SHELL, '-c', `eval "set --;${joined}"`, SHELL, ...pieces];
}

/** Pieces of at most `limit` bytes in UTF-8 (a character takes up to three bytes per UTF-16 unit). */
function splitText(text: string, limit: number): string[] {
  const units = Math.floor(limit / 3);
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + units, text.length);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end -= 1;
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}
