/** Pseudo-random numbers (mulberry32): the same seed and stream name give the same numbers. */
export class SeededRandom {
  private state: number;

  constructor(
    private readonly seed: number,
    stream = '',
  ) {
    this.state = seed >>> 0;
    for (const character of stream) this.state = Math.imul(this.state ^ character.charCodeAt(0), 0x01000193) >>> 0;
  }

  /** An independent stream, so that one consumer's draws do not shift another's. */
  stream(name: string): SeededRandom {
    return new SeededRandom(this.seed, name);
  }

  /** From 0 (inclusive) to 1 (exclusive). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  between(min: number, max: number): number {
    return min + this.next() * (max - min);
  }

  /** Throws when there is nothing to pick from. */
  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }
}
