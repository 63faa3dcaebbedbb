import type { StyledChunk } from './attempt-output.repository';

/** Where chunks that change colours are found. */
export interface StyleSource {
  findStyledChunk(taskId: string, attempt: number, before: number, fromByte: number): Promise<StyledChunk | null>;
}

// As far as one looks back for what coloured a line.
const LOOKED_BACK_BYTES = 16 * 1024 * 1024;
const STYLED_CHUNKS = 8;
// More codes than attributes that a text can have several times over.
const MOST_CODES = 200;

// "Select graphic rendition", ECMA-48 8.3.117.
const SGR = new RegExp(`${String.fromCharCode(27)}\\[([0-9;:]*)m`, 'g');

/**
 * The colours and weight in force behind some bytes of an output, as SGR parameters: `1;31`; empty for none. Looks
 * back to where all were reset, and no further than 16 MiB.
 * @param place a place in a chunk: with the chunk's number, position and bytes before the place
 */
export async function styleAt(
  source: StyleSource,
  taskId: string,
  attempt: number,
  { chunk, byteOffset, bytes }: { readonly chunk: number; readonly byteOffset: number; readonly bytes: Buffer },
): Promise<string> {
  const codes: string[] = [];
  if (collectCodes(bytes, codes)) return joined(codes);
  const fromByte = byteOffset - LOOKED_BACK_BYTES;
  let before = chunk;
  for (let looked = 0; looked < STYLED_CHUNKS && before > 0; looked += 1) {
    const found = await source.findStyledChunk(taskId, attempt, before, fromByte);
    if (found === null || collectCodes(Buffer.concat([found.data, withoutOwn(found.next)]), codes)) break;
    before = found.chunk;
  }
  return joined(codes);
}

/** Puts the codes of the bytes before those that are known; true when there is nothing more to look for. */
function collectCodes(bytes: Buffer, codes: string[]): boolean {
  if (!bytes.includes(0x1b)) return false;
  const sequences = [...bytes.toString('latin1').matchAll(SGR)].map(([, parameters]) => parameters ?? '');
  for (const parameters of sequences.reverse()) {
    const reset = /^0*(?:;|$)/.test(parameters);
    const rest = reset ? parameters.replace(/^0*;?/, '') : parameters;
    if (rest !== '') codes.unshift(rest);
    if (reset || codes.length >= MOST_CODES) return true;
  }
  return false;
}

// Of the chunk behind it only the end of a sequence that it cut is wanted.
function withoutOwn(next: Buffer): Buffer {
  const own = next.indexOf(0x1b);
  return own < 0 ? next : next.subarray(0, own);
}

function joined(codes: readonly string[]): string {
  return codes.join(';');
}
