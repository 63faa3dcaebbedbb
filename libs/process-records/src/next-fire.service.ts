import { NextFire } from './next-fire';
import type { NextFireRepository } from './next-fire.repository';

const BATCH = 1_000;

/** Keeps the stored next fires ahead of the clock, so that lists can be sorted by them. */
export class NextFireService {
  private readonly nextFire = new NextFire();

  constructor(private readonly fires: NextFireRepository) {}

  /** Moves the stored fires that have passed on to the next ones; gives how many. */
  async advance(): Promise<number> {
    let advanced = 0;
    for (;;) {
      const due = await this.fires.findDue(BATCH);
      if (due.length > 0)
        await this.fires.advance(due.map((fire) => ({ ...fire, nextFireAt: this.nextFire.after(fire, fire.foundAt) })));
      advanced += due.length;
      if (due.length < BATCH) return advanced;
    }
  }
}
