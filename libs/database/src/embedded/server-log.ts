import { closeSync, copyFileSync, openSync, readSync, statSync, truncateSync } from 'node:fs';

const MAX_BYTES = 8 * 1024 * 1024;
const CHECK_EVERY_MS = 60_000;
const TAIL_BYTES = 16_384;

/** The file that the server writes its messages to; never much more than twice MAX_BYTES with its predecessor. */
export class ServerLog {
  constructor(readonly path: string) {}

  /** A descriptor to append to; the caller closes it. */
  open(): number {
    this.rotate();
    return openSync(this.path, 'a', 0o600);
  }

  /** Keeps the file small while the server runs. Returns what ends that. */
  keepSmall(): () => void {
    const timer = setInterval(() => this.rotate(), CHECK_EVERY_MS).unref();
    return () => clearInterval(timer);
  }

  /** Cuts the file when it has grown too long, keeping one predecessor. The writers append, so they go on at the start. */
  rotate(maxBytes = MAX_BYTES): void {
    if (this.size() <= maxBytes) return;
    copyFileSync(this.path, `${this.path}.1`);
    truncateSync(this.path, 0);
  }

  size(): number {
    return statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** What was written since the file had `from` bytes, at most the last 16 KiB. */
  since(from: number): string {
    const size = this.size();
    const start = Math.max(from > size ? 0 : from, size - TAIL_BYTES);
    const file = openSync(this.path, 'r');
    try {
      const buffer = Buffer.alloc(size - start);
      return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, start));
    } finally {
      closeSync(file);
    }
  }
}
