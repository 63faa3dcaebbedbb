const NONE = -1;

/**
 * Finds all of a set of byte strings at once (Aho and Corasick, 1975). A state stands for the longest beginning of a
 * string that the text ends with. Most states have one way on, to the state after them, so a state takes 14 bytes.
 */
export class PatternAutomaton {
  /** By state: the byte that leads to the next state by number, or none. */
  private readonly nextByte: Int16Array;
  private readonly failure: Int32Array;
  /** By state: how many bytes of the text it stands for. */
  readonly depth: Int32Array;
  /** By state: length of the longest string that ends here; 0 for none. */
  readonly longest: Int32Array;
  /** Other ways on, by state * 256 + byte. */
  private readonly branches = new Map<number, number>();
  /** Ways on from the first state. */
  private readonly first = new Int32Array(256).fill(0);
  private states = 1;

  /** @param patterns none of them empty */
  constructor(patterns: readonly Buffer[]) {
    const most = patterns.reduce((sum, pattern) => sum + pattern.length, 1);
    this.nextByte = new Int16Array(most).fill(NONE);
    this.failure = new Int32Array(most);
    this.depth = new Int32Array(most);
    this.longest = new Int32Array(most);
    for (const pattern of patterns) this.insert(pattern);
    this.linkFailures();
  }

  /** The first state in which a byte of a text can be skipped: whether no string begins with it. */
  leadsNowhere(byte: number): boolean {
    return this.first[byte] === 0;
  }

  /** The state after one more byte; the first one is 0. */
  step(from: number, byte: number): number {
    let state = from;
    while (state !== 0) {
      const next = this.child(state, byte);
      if (next !== NONE) return next;
      state = this.failure[state] ?? 0;
    }
    return this.first[byte] ?? 0;
  }

  private child(state: number, byte: number): number {
    if (state === 0) return this.first[byte] || NONE;
    if (this.nextByte[state] === byte) return state + 1;
    return this.branches.get(state * 256 + byte) ?? NONE;
  }

  private insert(pattern: Buffer): void {
    let state = 0;
    for (const byte of pattern) {
      let next = this.child(state, byte);
      if (next === NONE) next = this.add(state, byte);
      state = next;
    }
    this.longest[state] = pattern.length;
  }

  private add(state: number, byte: number): number {
    const added = this.states++;
    if (state === 0) this.first[byte] = added;
    else if (added === state + 1) this.nextByte[state] = byte;
    else this.branches.set(state * 256 + byte, added);
    this.depth[added] = (this.depth[state] ?? 0) + 1;
    return added;
  }

  // Level by level: the failure of a state is one of fewer bytes.
  private linkFailures(): void {
    const others = this.branchesByState();
    let level = [...this.first].filter((state) => state !== 0);
    while (level.length > 0) {
      const below: number[] = [];
      for (const state of level) {
        const byte = this.nextByte[state] ?? NONE;
        if (byte !== NONE) below.push(this.link(state, byte, state + 1));
        for (const [branch, child] of others.get(state) ?? []) below.push(this.link(state, branch, child));
      }
      level = below;
    }
  }

  private link(state: number, byte: number, child: number): number {
    const failure = this.step(this.failure[state] ?? 0, byte);
    this.failure[child] = failure;
    this.longest[child] = Math.max(this.longest[child] ?? 0, this.longest[failure] ?? 0);
    return child;
  }

  private branchesByState(): Map<number, [byte: number, state: number][]> {
    const byState = new Map<number, [number, number][]>();
    for (const [key, child] of this.branches) {
      const state = Math.floor(key / 256);
      byState.set(state, [...(byState.get(state) ?? []), [key % 256, child]]);
    }
    return byState;
  }
}
