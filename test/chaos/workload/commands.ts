// Shell text of the test commands. Each writes `start` first and `end` last, one atomic append each; while it runs it
// writes beats, so that the ledger bounds the life of one that was killed. Order in the file is order in time.
// No single quotes in MARK and LOOP: they are also given to `sh -c '…'`.

const MARK =
  'mark() { read -r up rest </proc/uptime; ' +
  'echo "$1 $PROCESS_RECORD_ID $RUN_ID $TASK_INDEX $TASK_ID $TASK_ATTEMPT $up" >>"$CHAOS_LEDGER"; }';

const loop = (kind: string, beats: number): string =>
  `n=0; while [ $n -lt ${beats} ]; do sleep 0.05; mark ${kind}; n=$((n+1)); done`;

// Long enough to be caught, short enough not to outlive a harness that failed by much.
const CHILD_BEATS = 500;

const command = (...lines: readonly string[]): string => [MARK, 'mark start', ...lines, 'mark end'].join('\n');

const ESCAPES = [
  // In a session of its own, deaf to polite signals, and it says that it lives.
  `setsid sh -c 'trap "" TERM HUP INT; ${MARK}; ${loop('child', CHILD_BEATS)}' >/dev/null 2>&1 </dev/null &`,
  // Double-forked: its parent is gone at once. It also holds the output open.
  `( ( trap "" TERM HUP INT; sleep 25 ) & )`,
];

/** Over at once. */
export const QUICK = command();

/** Runs for so many beats of 50 ms. */
export const steady = (beats: number): string => command(loop('beat', beats));

/** As steady, with children that try to outlive the command. */
export const escaping = (beats: number): string => command(...ESCAPES, loop('beat', beats));

/** As escaping, and itself deaf to SIGTERM. */
export const stubborn = (beats: number): string => command(`trap "" TERM`, ...ESCAPES, loop('beat', beats));

/** The first attempt is short, the others long: a late result of the first meets the second at work. */
export const lateThenLong = (firstBeats: number, beats: number): string =>
  command(`if [ "$TASK_ATTEMPT" = 1 ]; then`, loop('beat', firstBeats), 'else', loop('beat', beats), 'fi');
