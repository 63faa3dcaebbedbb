import { closeSync, mkdirSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { SpoolFault } from './spool-fault';

/** The spool file of one attempt: its output from the first byte on. */
export class SpoolFile {
  private descriptor: number | undefined;

  constructor(private readonly path: string) {}

  /**
   * Appends all of it to the file, in the kernel when this returns.
   * @throws SpoolFault when it does not take them, or not all; do not append any more then
   */
  append(bytes: Buffer): void {
    try {
      this.descriptor ??= this.create();
      // A disk that becomes full takes a part first, and refuses the rest.
      for (let written = 0; written < bytes.length; ) written += writeSync(this.descriptor, bytes, written);
    } catch (error) {
      throw new SpoolFault(dirname(this.path), error);
    }
  }

  /** Bytes from `start` to `end`, which were appended. Throws when the disk does not give them. */
  read(start: number, end: number): Buffer {
    if (this.descriptor === undefined) throw new RangeError('nothing was appended');
    const bytes = Buffer.alloc(end - start);
    for (let done = 0; done < bytes.length; ) {
      const count = readSync(this.descriptor, bytes, done, bytes.length - done, start + done);
      if (count === 0) throw new RangeError(`${this.path} was cut short`);
      done += count;
    }
    return bytes;
  }

  /** Ends and removes the file: everything in it is stored. */
  remove(): void {
    if (this.descriptor === undefined) return;
    closeSync(this.descriptor);
    this.descriptor = undefined;
    try {
      unlinkSync(this.path);
    } catch {
      // Taken over by another worker that took this one for dead; it removes it.
    }
  }

  private create(): number {
    try {
      return openSync(this.path, 'a+', 0o600);
    } catch {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
      return openSync(this.path, 'a+', 0o600);
    }
  }
}
