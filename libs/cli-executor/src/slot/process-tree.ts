import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import {
  descendantsOf,
  hasVariables,
  holdsFile,
  isCopyOf,
  lastPid,
  type ProcessEntry,
  readProcesses,
  sendSignal,
} from '../process-table';
import { Termination, terminateOne } from './termination';

/** Everything that one command started, as far as the isolation mode can tell it from the rest of the host. */
export interface ProcessTree {
  /** SIGTERM to every process; SIGCONT lets a stopped one take it. Tells whether there was any. */
  terminate(): boolean;
  /** SIGTERM to what a process was just starting when it was told; to be asked for a while after `terminate()`. */
  terminateUnseen(): void;
  /** SIGKILL to every process. */
  kill(): void;
  /** Whether any process is left. */
  isAlive(): boolean;
  /** After the command's shell has ended: kills what is left, and resolves when it is gone. */
  settle(): Promise<void>;
  /** Kills processes of this command that hold a file open after `settle()`. */
  killHolders(path: string): void;
}

/** The tree of a slot that is the first process of a namespace: all of the namespace, by the kernel's word. */
export class NamespaceTree implements ProcessTree {
  private termination: Termination | null = null;

  /** @param slot the namespace's first process; killing it ends the namespace */
  constructor(private readonly slot: { readonly leaderPid: number; kill(): void }) {}

  terminate(): boolean {
    const { leaderPid } = this.slot;
    const leadersGroup = readProcesses().find(({ pid }) => pid === leaderPid)?.groupId ?? 0;
    // The slot's copy of itself is about to become the command: it is told when it has, by asking again.
    const commands = () => this.members().filter(({ pid }) => !isCopyOf(pid, leaderPid));
    this.termination = new Termination(commands, leaderPid, leadersGroup);
    return this.termination.tellAll();
  }

  terminateUnseen(): void {
    this.termination?.tellUnseen();
  }

  kill(): void {
    this.slot.kill();
  }

  isAlive(): boolean {
    return this.members().length > 0;
  }

  // The slot has killed and awaited what was left before it reported.
  async settle(): Promise<void> {}

  killHolders(): void {}

  private members(): ProcessEntry[] {
    return descendantsOf(this.slot.leaderPid, readProcesses());
  }
}

/**
 * The tree of a command that runs in a process group of the host: the group, what descends from it while it lives, and
 * what carries the command's marker variables in its environment, which finds those that left the group by setsid(2).
 * A process that leaves the group and clears its environment escapes.
 */
export class GroupTree implements ProcessTree {
  private readonly firstPid = lastPid();

  /**
   * @param groupPath holds the command's group id once it has started
   * @param marker variables (`NAME=value`) that together only this command has
   */
  constructor(
    private readonly groupPath: string,
    private readonly marker: readonly string[],
  ) {}

  terminate(): boolean {
    const group = this.groupId();
    if (group === null) return false;
    // The members first: the group's end changes who they descend from. To the group the signal comes as to one.
    const others = this.members(group).filter((entry) => entry.groupId !== group);
    const hasGroup = sendSignal(-group, 'SIGTERM');
    sendSignal(-group, 'SIGCONT');
    for (const { pid } of others) terminateOne(pid);
    return others.length > 0 || hasGroup;
  }

  // A signal to a group comes to all of it as to one.
  terminateUnseen(): void {}

  kill(): void {
    const group = this.groupId();
    if (group !== null) sendSignal(-group, 'SIGKILL');
    for (const member of this.members(group)) sendSignal(member.pid, 'SIGKILL');
  }

  isAlive(): boolean {
    const group = this.groupId();
    if (group === null) return false;
    return process.platform === 'linux' ? this.members(group).length > 0 : sendSignal(-group, 0);
  }

  async settle(): Promise<void> {
    const group = this.groupId();
    let doubts = 0;
    for (let round = 0; round < SETTLE_ROUNDS; round += 1) {
      const seen = this.startedSince().map((entry) => ({
        pid: entry.pid,
        isOurs: entry.groupId === group || hasVariables(entry.pid, this.marker),
      }));
      const ours = seen.filter(({ isOurs }) => isOurs);
      for (const { pid } of ours) sendSignal(pid, 'SIGKILL');
      if (seen.some(({ isOurs }) => isOurs === null)) doubts += 1;
      else if (ours.length === 0) break;
      if (ours.length === 0 && doubts > DOUBTFUL_ROUNDS) break;
      await delay(SETTLE_INTERVAL_MS);
    }
    // The id may name another group from now on.
    writeFileSync(this.groupPath, '');
  }

  killHolders(path: string): void {
    for (const entry of this.startedSince()) {
      if (holdsFile(entry.pid, path)) sendSignal(entry.pid, 'SIGKILL');
    }
  }

  private members(group: number | null): ProcessEntry[] {
    const processes = readProcesses();
    const found = new Set(group === null ? [] : descendantsOf(group, processes));
    for (const entry of processes) {
      if (entry.groupId === group || hasVariables(entry.pid, this.marker)) found.add(entry);
    }
    return [...found];
  }

  /** Processes with ids given out since the command began: a superset of its own. */
  private startedSince(): ProcessEntry[] {
    const to = lastPid();
    return readProcesses(this.firstPid === null || to === null ? undefined : { from: this.firstPid, to });
  }

  private groupId(): number | null {
    try {
      const group = Number(readFileSync(this.groupPath, 'latin1'));
      return Number.isInteger(group) && group > 1 ? group : null;
    } catch {
      return null;
    }
  }
}

const SETTLE_ROUNDS = 200;
const SETTLE_INTERVAL_MS = 5;
/** How often a process without any variables is looked at again. */
const DOUBTFUL_ROUNDS = 10;
