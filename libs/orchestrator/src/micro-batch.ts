interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/** What became of one of several: an answer, or why there is none. */
export type Settled<Answer> = PromiseSettledResult<Answer>;

export interface MicroBatchOptions {
  /** Items of a round. */
  readonly most: number;
  /** A round that takes longer, in ms, holds up nobody any more: what hangs is this one, not its followers. */
  readonly patienceMs: number;
}

/**
 * Does at once what comes at once: while a round is under way, what arrives waits for the next one, which takes all of it.
 * Nobody waits while nothing is under way, so that an idle system is as quick as without.
 */
export class MicroBatch<Item, Answer> {
  private readonly waiting: Waiting<Item, Answer>[] = [];
  private current: object | null = null;

  /** @param work gives one answer for each item, in their order; when it rejects, all of its items do */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<readonly Settled<Answer>[]>,
    private readonly options: MicroBatchOptions,
  ) {}

  /** Gives the item's answer. Throws what the work threw for it. */
  submit(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.current === null) this.beginRound();
    });
  }

  private beginRound(): void {
    const items = this.waiting.splice(0, this.options.most);
    if (items.length === 0) return;
    const round = {};
    this.current = round;
    const giveWay = (): void => {
      if (this.current !== round) return;
      this.current = null;
      this.beginRound();
    };
    const impatience = setTimeout(giveWay, this.options.patienceMs);
    void this.handle(items).finally(() => {
      clearTimeout(impatience);
      giveWay();
    });
  }

  private async handle(round: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.work(round.map(({ item }) => item));
      for (const [index, { resolve, reject }] of round.entries()) {
        const answer = answers[index];
        if (answer?.status === 'fulfilled') resolve(answer.value);
        else reject(answer?.reason ?? new RangeError(`an item of ${round.length} got no answer`));
      }
    } catch (error) {
      for (const { reject } of round) reject(error);
    }
  }
}
