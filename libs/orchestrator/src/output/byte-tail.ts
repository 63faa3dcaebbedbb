/** Keeps the last `limit` bytes of what is pushed, by reference; hands back what falls out. */
export class ByteTail {
  private chunks: Buffer[] = [];
  private kept = 0;

  constructor(
    private readonly limit: number,
    private readonly onDropped: (dropped: Buffer) => void = () => undefined,
  ) {}

  /** Bytes kept now. */
  get length(): number {
    return this.kept;
  }

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.kept += chunk.length;
    while (this.kept > this.limit) this.dropOldest(this.kept - this.limit);
  }

  /** All kept bytes in one buffer. */
  toBuffer(): Buffer {
    return Buffer.concat(this.chunks, this.kept);
  }

  private dropOldest(excess: number): void {
    const oldest = this.chunks[0];
    if (!oldest) return;
    const dropped = oldest.subarray(0, Math.min(excess, oldest.length));
    if (dropped.length === oldest.length) this.chunks.shift();
    else this.chunks[0] = oldest.subarray(dropped.length);
    this.kept -= dropped.length;
    this.onDropped(dropped);
  }
}
