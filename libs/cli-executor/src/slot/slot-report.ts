import type { CommandJob, HostedOutcome } from '../command-host';
import { signalName } from '../signal-names';
import { folderProblem, outsideProblem } from '../working-folder';
import type { SlotProgram } from './slot-program';
import { END, EXITED, KILLED, NO_FOLDER, NOT_STARTED, OUTSIDE } from './slot-words';

type Report = HostedOutcome | Promise<HostedOutcome>;

/** Takes the lines that a slot says of one command; gives what they say once they say how it ended. */
export function reportReader(kind: SlotProgram['kind'], job: CommandJob): (line: string) => Report | null {
  if (kind === 'python') return (line) => readPython(line, job);
  const notes: string[] = [];
  return (line) => {
    const report = readShell(line, notes, job);
    if (report === null) notes.push(line);
    return report;
  };
}

function readPython(line: string, job: CommandJob): Report | null {
  const [word, ...rest] = line.split(' ');
  switch (word) {
    case EXITED:
      return { kind: 'ended', status: Number(rest[0]), signal: null };
    case KILLED:
      return { kind: 'ended', status: 128 + Number(rest[0]), signal: signalName(Number(rest[0])) };
    case NO_FOLDER:
      return explainFolder(job.folder);
    case OUTSIDE:
      return explainOutside(job.folder, job.roots ?? []);
    case NOT_STARTED:
      return { kind: 'not-started', reason: rest.join(' ') };
    default:
      return null;
  }
}

function readShell(line: string, notes: readonly string[], job: CommandJob): Report | null {
  if (!line.startsWith(`${END} `)) return null;
  const status = Number(line.slice(END.length + 1));
  const signal = notes.some(tellsSignal) ? signalName(status - 128) : null;
  if (notes.includes(NO_FOLDER)) return explainFolder(job.folder);
  if (job.roots !== null && notes.includes(OUTSIDE)) return explainOutside(job.folder, job.roots);
  return { kind: 'ended', status, signal };
}

async function explainFolder(folder: string): Promise<HostedOutcome> {
  const reason = await folderProblem(folder);
  return { kind: 'not-started', reason: reason ?? `the working directory ${JSON.stringify(folder)} cannot be entered` };
}

async function explainOutside(folder: string, roots: readonly string[]): Promise<HostedOutcome> {
  return { kind: 'not-started', reason: await outsideProblem(folder, roots) };
}

/**
 * bash: `slot.sh: line 9:  12 Killed ( run )` or `[1]+  Interrupt ( run )`; other shells: what strsignal(3) says, alone,
 * where their complaints hold a colon.
 */
function tellsSignal(line: string): boolean {
  return /^\[\d+\].? +(?!Stopped|Continued|Running|Done|Exit)|: line \d+: +\d+ |^[^[:]+$/.test(line);
}
