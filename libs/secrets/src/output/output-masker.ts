import { PatternAutomaton } from './pattern-automaton';
import { formsOf } from './secret-forms';

/** What stands in output for a secret. */
const MASK = Buffer.from('••••');

interface Range {
  start: number;
  end: number;
}

/**
 * Replaces secrets in a stream of bytes. What any form of any secret covers is masked, each stretch of covering forms
 * that overlap by one mask. It holds back only bytes that a form may begin with: no more than the longest one has.
 */
export class OutputMasker {
  private state = 0;
  /** Bytes that are not given out yet. */
  private held: Buffer = NOTHING;
  /** Place of the first held byte in the stream, as of all places below. */
  private heldFrom = 0;
  /** Covered stretches in what is held, in order and apart. */
  private covered: Range[] = [];
  /** The end of a stretch whose mask was given out already. */
  private maskedTo = 0;

  private constructor(private readonly automaton: PatternAutomaton) {}

  /** A masker for these values, or null when there is nothing to mask. */
  static for(secrets: readonly string[]): OutputMasker | null {
    const forms = [...new Set(secrets)].flatMap(formsOf);
    return forms.length === 0 ? null : new OutputMasker(new PatternAutomaton(forms));
  }

  /** Takes the next bytes and gives those that are safe to show now; the same buffer when nothing is in it. */
  push(bytes: Buffer): Buffer {
    const from = this.heldFrom + this.held.length;
    const { automaton } = this;
    let { state } = this;
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0;
      if (state === 0 && automaton.leadsNowhere(byte)) continue;
      state = automaton.step(state, byte);
      const length = automaton.longest[state] ?? 0;
      if (length > 0) this.cover(from + index + 1 - length, from + index + 1);
    }
    this.state = state;
    const certain = from + bytes.length - (automaton.depth[state] ?? 0);
    if (this.held.length === 0 && certain === from + bytes.length && !this.touches(from)) {
      this.heldFrom = certain;
      return bytes;
    }
    this.held = this.held.length === 0 ? bytes : Buffer.concat([this.held, bytes]);
    return this.release(certain);
  }

  /** Gives what was held back, once no more can come. */
  end(): Buffer {
    this.state = 0;
    return this.release(this.heldFrom + this.held.length);
  }

  private touches(from: number): boolean {
    return this.covered.length > 0 || this.maskedTo > from;
  }

  private cover(start: number, end: number): void {
    if (start < this.maskedTo) {
      this.maskedTo = Math.max(this.maskedTo, end);
      this.covered = this.covered.filter((range) => range.start >= this.maskedTo);
      return;
    }
    let first = start;
    for (let last = this.covered.at(-1); last && last.end > first; last = this.covered.at(-1)) {
      first = Math.min(first, last.start);
      this.covered.pop();
    }
    this.covered.push({ start: first, end });
  }

  /** Gives what stands before `certain`, where nothing can be covered any more that is not. */
  private release(certain: number): Buffer {
    const pieces: Buffer[] = [];
    let place = this.heldFrom;
    while (place < certain) {
      if (place < this.maskedTo) {
        place = Math.min(this.maskedTo, certain);
        continue;
      }
      const next = this.covered[0];
      const end = next === undefined ? certain : Math.min(next.start, certain);
      if (end > place) pieces.push(this.held.subarray(place - this.heldFrom, end - this.heldFrom));
      place = end;
      if (next !== undefined && next.start < certain) {
        pieces.push(MASK);
        this.maskedTo = next.end;
        this.covered.shift();
      }
    }
    // A copy: a small rest must not keep the whole chunk that it came with.
    this.held = Buffer.from(this.held.subarray(certain - this.heldFrom));
    this.heldFrom = certain;
    return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
  }
}

const NOTHING: Buffer = Buffer.alloc(0);
