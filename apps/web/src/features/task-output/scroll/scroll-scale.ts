/** Browsers limit the height of an element: Firefox to 17.9 million px, others to 33.5 million. */
const MOST_PX = 8_000_000;
/** Of a wheel, a key or a finger no step is longer than this many screens; of the scroll bar most are. */
const FINE_SCREENS = 2;
/** So far from both ends the scroll bar goes by as much as the content does, so that small steps reach them. */
const EDGE_PX = 200_000;

/**
 * Lays a content of any height under a scroll bar of bounded height. Small steps move the content by as much; long
 * ones go to the same share of the content. What small steps make the scroll bar lag behind is made up by `settle`.
 */
export class ScrollScale {
  /** What stands at the top of the view, in px of the content. */
  top = 0;
  /** Where the scroll bar stands. */
  position = 0;
  private content = 0;
  private view = 0;
  private gesture: 'fine' | 'coarse' | null = null;

  constructor(private readonly mostPx = MOST_PX) {}

  /** Height of the element that is scrolled. */
  get height(): number {
    return Math.min(this.content, this.mostPx);
  }

  get end(): number {
    return Math.max(0, this.content - this.view);
  }

  get isAtEnd(): boolean {
    return this.top >= this.end - 1;
  }

  /** How far below its own place the content has to be drawn. */
  get shift(): number {
    return this.position - this.top;
  }

  get isScaled(): boolean {
    return this.content > this.mostPx;
  }

  /** A long way is being gone: what comes into sight will leave it again at once. */
  get isRushing(): boolean {
    return this.gesture === 'coarse';
  }

  /** Content and view have these heights now; the same place stays in sight. */
  resize(content: number, view: number): void {
    this.content = content;
    this.view = view;
    this.goTo(this.top);
  }

  /** The scroll bar was moved to this position. */
  scrolled(position: number): void {
    const step = position - this.position;
    this.position = position;
    if (!this.isScaled) {
      this.top = position;
      return;
    }
    if (Math.abs(step) > FINE_SCREENS * this.view) this.gesture = 'coarse';
    this.gesture ??= 'fine';
    this.top = this.within(this.gesture === 'coarse' ? this.topAt(position) : this.top + step);
  }

  /** The scroll bar came to rest, or to its end before the content did: it goes where it belongs. */
  settle(): void {
    this.gesture = null;
    this.goTo(this.top);
  }

  /** True when the scroll bar stands at an end that the content has not reached: then it has to settle at once. */
  get isStuck(): boolean {
    const atBeginning = this.position <= 0 && this.top > 0;
    return this.gesture === 'fine' && (atBeginning || (this.position >= this.range && !this.isAtEnd));
  }

  /** Shows this place of the content at the top, as far as there is content. */
  goTo(top: number): void {
    this.top = this.within(top);
    this.position = this.isScaled ? Math.round(this.positionOf(this.top)) : this.top;
  }

  private positionOf(top: number): number {
    if (top <= EDGE_PX) return top;
    if (this.end - top <= EDGE_PX) return this.range - (this.end - top);
    return EDGE_PX + (top - EDGE_PX) * this.ratio;
  }

  private topAt(position: number): number {
    if (position <= EDGE_PX) return position;
    if (this.range - position <= EDGE_PX) return this.end - (this.range - position);
    return EDGE_PX + (position - EDGE_PX) / this.ratio;
  }

  /** How far the scroll bar can go. */
  private get range(): number {
    return this.height - this.view;
  }

  /** Of a step of the scroll bar to one of the content, between the edges. */
  private get ratio(): number {
    return (this.range - 2 * EDGE_PX) / (this.end - 2 * EDGE_PX);
  }

  private within(top: number): number {
    return Math.max(0, Math.min(top, this.end));
  }
}
