/**
 * Heights of millions of rows, most of them of the same height: places and rows are found in logarithmic time, and
 * memory is used for what is different only.
 */
export class RowHeights {
  private readonly extras = new Map<number, number>();
  /** Sums of what rows are higher than usual, as a binary indexed tree (Fenwick 1994). */
  private sums = new Float64Array(0);
  private extra = 0;

  constructor(readonly usual: number) {}

  /** The row's height; true when it is not what it was. */
  set(row: number, height: number): boolean {
    const change = height - this.usual - (this.extras.get(row) ?? 0);
    if (change === 0) return false;
    if (height === this.usual) this.extras.delete(row);
    else this.extras.set(row, height - this.usual);
    this.extra += change;
    if (row >= this.sums.length - 1) this.grow(row);
    else this.add(row, change);
    return true;
  }

  /** All rows have their usual height again. */
  clear(): void {
    this.extras.clear();
    this.sums = new Float64Array(0);
    this.extra = 0;
  }

  total(rows: number): number {
    return this.extras.size === 0 ? rows * this.usual : this.offsetOf(rows);
  }

  heightOf(row: number): number {
    return this.usual + (this.extras.get(row) ?? 0);
  }

  /** Where the row begins. */
  offsetOf(row: number): number {
    let sum = 0;
    for (let at = Math.min(row, this.sums.length - 1); at > 0; at -= at & -at) sum += this.sums[at] ?? 0;
    return row * this.usual + sum;
  }

  /** The row of `rows` at the offset. */
  rowAt(offset: number, rows: number): number {
    if (this.extras.size === 0) return clamp(Math.floor(offset / this.usual), 0, rows - 1);
    let [low, high] = [0, rows - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.offsetOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }

  private add(row: number, change: number): void {
    for (let at = row + 1; at < this.sums.length; at += at & -at) this.sums[at] = (this.sums[at] ?? 0) + change;
  }

  private grow(row: number): void {
    this.sums = new Float64Array(2 ** Math.ceil(Math.log2(row + 3)) + 1);
    for (const [known, extra] of this.extras) this.add(known, extra);
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
