import type { OutputPiece } from '@app/process-records';

/** The data of an `output` event. */
export interface OutputText {
  readonly attempt: number;
  readonly chunk: number;
  readonly firstLine: number;
  readonly text: string;
}

const EVENT_ID = /^(\d{1,9})\.(\d{1,9})$/;

/** Where one reader of an attempt's output is, and how its bytes become text: characters may lie across chunks. */
export class OutputCursor {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private last: OutputText | undefined;

  private constructor(
    private chosen: number | undefined,
    private nextChunk: number,
    /** The chunk that the reader has already; read again for the beginning of a character at its end. */
    private readonly known: number | undefined,
  ) {}

  /** After the event that the client saw last, else at the beginning of the attempt (undefined: of the latest). */
  static after(lastEventId: string | undefined, attempt: number | undefined): OutputCursor {
    const seen = EVENT_ID.exec(lastEventId ?? '');
    if (!seen) return new OutputCursor(attempt, 0, undefined);
    return new OutputCursor(Number(seen[1]), Number(seen[2]), Number(seen[2]));
  }

  get attempt(): number | undefined {
    return this.chosen;
  }

  get fromChunk(): number {
    return this.nextChunk;
  }

  /** Stays with the attempt from here on. */
  choose(attempt: number): number {
    this.chosen = attempt;
    return attempt;
  }

  /** The event for the piece; undefined when the reader has it already. */
  take({ chunk, firstLine, data }: OutputPiece): { id: string; data: OutputText } | undefined {
    this.nextChunk = chunk + 1;
    if (chunk === this.known) {
      this.decoder.decode(data.subarray(-MAX_CHARACTER_BYTES), { stream: true });
      return undefined;
    }
    const attempt = this.chosen ?? 0;
    this.last = { attempt, chunk, firstLine, text: this.decoder.decode(data, { stream: true }) };
    return { id: `${attempt}.${chunk}`, data: this.last };
  }

  /** What is left of an unfinished character when nothing follows. */
  flush(): OutputText | undefined {
    const text = this.decoder.decode();
    return text !== '' && this.last ? { ...this.last, text } : undefined;
  }
}

const MAX_CHARACTER_BYTES = 4;
