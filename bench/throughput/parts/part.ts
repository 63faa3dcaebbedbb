import type { ThroughputArguments } from '../arguments';
import type { Servers } from '../servers';

/** What a part measures with. */
export interface Bench {
  readonly servers: Servers;
  readonly options: ThroughputArguments;
  /** Tells what was found so far. */
  readonly say: (text: string) => void;
}

/** Something that can be measured by itself. */
export interface Part<Figures> {
  measure(bench: Bench): Promise<Figures>;
  /** The figures as Markdown. */
  describe(figures: Figures): string;
}
