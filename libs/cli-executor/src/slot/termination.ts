import { catchesTermination, lastPid, type ProcessEntry, sendSignal } from '../process-table';

/** How often at most processes are looked for at once that had started unseen. */
const MOST_LOOKS = 10;

/**
 * SIGTERM to a tree of processes, once to each. A process that forks at that moment leaves a child that nobody had seen;
 * it is told as well. What is started to tidy up is let alone.
 */
export class Termination {
  private readonly groups = new Set<number>();
  private readonly latestWhenTold = new Map<number, number>();
  private latest = 0;
  private somebodyTidiesUp = false;

  /**
   * @param find the processes that are alive, parents before their children, or a shell would go on to its next command
   * @param heir parent of those whose own has died
   * @param heirsGroup the heir's own helpers are in it, or in groups of their own
   */
  constructor(
    private readonly find: () => readonly ProcessEntry[],
    private readonly heir: number,
    private readonly heirsGroup: number,
  ) {}

  /** Everybody who is there now. Gives whether there was anybody to tell. */
  tellAll(): boolean {
    let found = this.find();
    for (let look = 1; found.length > 0 && look <= MOST_LOOKS; look++) {
      for (const entry of found) this.tell(entry);
      found = this.unseen();
    }
    return this.latestWhenTold.size > 0;
  }

  /** Later, when a fork that was under way is done and parents have died. */
  tellUnseen(): void {
    for (const entry of this.unseen()) this.tell(entry);
  }

  private unseen(): readonly ProcessEntry[] {
    return this.find().filter((entry) => !this.latestWhenTold.has(entry.pid) && this.hadStarted(entry));
  }

  // Where nobody has a handler nobody can tidy up. Otherwise ids tell, which count up: a process with one from before its
  // parent was told had started by then.
  private hadStarted({ pid, parentPid, groupId }: ProcessEntry): boolean {
    const told = this.latestWhenTold.get(parentPid);
    if (told === undefined && (parentPid !== this.heir || !this.groups.has(groupId))) return false;
    return !this.somebodyTidiesUp || pid <= (told ?? this.latest);
  }

  private tell({ pid, groupId }: ProcessEntry): void {
    // Its own one as well: it may just be about to begin that (setsid).
    this.groups.add(pid);
    if (groupId !== this.heirsGroup) this.groups.add(groupId);
    this.somebodyTidiesUp ||= catchesTermination(pid);
    this.latest = lastPid() ?? 0;
    this.latestWhenTold.set(pid, this.latest);
    terminateOne(pid);
  }
}

/** SIGTERM; SIGCONT lets a stopped process take it. */
export function terminateOne(pid: number): void {
  sendSignal(pid, 'SIGTERM');
  sendSignal(pid, 'SIGCONT');
}
