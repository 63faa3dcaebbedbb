import type { Command } from './command';

/** A sequence like `g o` has to be finished within this time. */
const SEQUENCE_MS = 1200;

/** Finds the command of the keys that are pressed one after the other. */
export class KeySequence {
  private begun: string | undefined;
  private begunAt = 0;

  /**
   * @param now in ms, on any clock
   * @returns the command that this key completes, if any; `isBegun` is true when it may be the beginning of one
   */
  press(key: string, now: number, commands: readonly Command[]): { command?: Command; isBegun: boolean } {
    const before = now - this.begunAt <= SEQUENCE_MS ? this.begun : undefined;
    this.begun = undefined;
    const sequence = before === undefined ? undefined : find(commands, `${before} ${key}`);
    const command = sequence ?? find(commands, key);
    if (command !== undefined) return { command, isBegun: false };
    const isBegun = commands.some(({ keys, run }) => run && keys?.some((one) => one.startsWith(`${key} `)));
    if (isBegun) {
      this.begun = key;
      this.begunAt = now;
    }
    return { isBegun };
  }
}

function find(commands: readonly Command[], keys: string): Command | undefined {
  return commands.find((command) => command.run !== undefined && command.keys?.includes(keys));
}
