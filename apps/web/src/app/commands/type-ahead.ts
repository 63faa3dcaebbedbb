/** A field that does not come would keep the keyboard. */
const LONGEST_MS = 5_000;

/**
 * Keeps what is typed between the moment when a field is asked for and the one when it has the focus: until then keys
 * would be lost, or do something on the page below.
 */
export class TypeAhead {
  private text = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** From now on. */
  begin(): void {
    this.end();
    document.addEventListener('keydown', this.take, true);
    this.timer = setTimeout(() => this.end(), LONGEST_MS);
  }

  /** Until now; gives what was typed. */
  end(): string {
    document.removeEventListener('keydown', this.take, true);
    clearTimeout(this.timer);
    const { text } = this;
    this.text = '';
    return text;
  }

  private readonly take = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key.length === 1) this.text += event.key;
    else if (event.key === 'Backspace') this.text = this.text.slice(0, -1);
    // Enter would choose among what nobody has seen.
    else if (event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
  };
}
