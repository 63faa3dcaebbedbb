/** Used when a record gives no time zone: it has no clock changes, so nothing is ever moved. */
export const DEFAULT_TIME_ZONE = 'UTC';

/** What happens to a fire while a run of the record is active: left out, kept until that ends (one), or put in its place. */
export const OVERLAP_RULES = ['skip', 'queue', 'stop-and-start'] as const;
export type OverlapRule = (typeof OVERLAP_RULES)[number];

/** What happens to fires whose time passed unnoticed: left out, made up for by one run, or by one run each. */
export const MISFIRE_RULES = ['skip', 'fire-once', 'fire-all'] as const;
export type MisfireRule = (typeof MISFIRE_RULES)[number];

/** How often a time of day fires that exists twice because clocks were set back. */
export const REPEATED_TIME_RULES = ['once', 'twice'] as const;
export type RepeatedTimeRule = (typeof REPEATED_TIME_RULES)[number];

/** What decides when a schedule fires: a calendar, the end of the last run, or one instant. */
export type Timing =
  | { readonly kind: 'cron' }
  | { readonly kind: 'delay'; readonly delayMs: number }
  | { readonly kind: 'once'; readonly at: Date };

/** A schedule that was found valid, with the defaults filled in. */
export interface Schedule {
  /** As it was written, without superfluous blanks. */
  readonly expression: string;
  readonly timing: Timing;
  /** IANA zone in which times are meant. */
  readonly timeZone: string;
  /** No fire is before it. */
  readonly startAt: Date | null;
  /** No fire is after it. */
  readonly endAt: Date | null;
  /** Fires are put off by less than this, each by its own amount. */
  readonly jitterMs: number;
  readonly overlap: OverlapRule;
  readonly misfire: MisfireRule;
  /** How many missed fires `fire-all` makes up for, the newest ones. */
  readonly misfireLimit: number;
  readonly daylightSaving: RepeatedTimeRule;
}
