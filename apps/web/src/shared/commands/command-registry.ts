import { type Command, type CommandGroup, GROUP_TITLES, type GroupTitle } from './command';

interface Source {
  readonly title: GroupTitle;
  readonly commands: () => readonly Command[];
}

/**
 * What can be done on the page as it is now: each part of it registers its commands for as long as it is shown. Keys,
 * help and palette all read from here, so that none can promise what another does not keep.
 */
class CommandRegistry {
  private sources: readonly Source[] = [];
  private readonly listeners = new Set<() => void>();
  private changes = 0;

  /** @param commands is asked whenever they are needed. Returns how to take them away again. */
  add(title: GroupTitle, commands: () => readonly Command[]): () => void {
    const source = { title, commands };
    this.sources = [...this.sources, source];
    this.changed();
    return () => {
      this.sources = this.sources.filter((one) => one !== source);
      this.changed();
    };
  }

  /** Tells listeners that there are other commands, or others to them. */
  changed(): void {
    this.changes += 1;
    for (const listener of this.listeners) listener();
  }

  /** What there is now, in groups; what several parts of the page registered (by its id) once. */
  groups(): CommandGroup[] {
    return GROUP_TITLES.flatMap((title) => {
      const sources = this.sources.filter((source) => source.title === title);
      const byId = new Map(
        sources.flatMap(({ commands }) => commands().map((command) => [command.id, command] as const)),
      );
      return byId.size === 0 ? [] : [{ title, commands: [...byId.values()] }];
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Another number whenever the commands are others. */
  readonly version = (): number => this.changes;
}

/** Those of this page. */
export const pageCommands = new CommandRegistry();
