import type { CommandEnd } from '@app/cli-executor';
import type { AttemptResult, ClaimedTask, OutputSummary } from '@app/orchestrator';
import type { EndReason } from './running-attempts';

/** What is reported for an attempt, and whether it uses up a retry. */
export interface AttemptReport {
  readonly result: AttemptResult;
  readonly costsRetry: boolean;
}

const MOST_SAID = 500;

/** Turns the end of a command into the attempt's result. */
export function attemptReport(
  held: ClaimedTask,
  end: CommandEnd,
  endReason: EndReason | undefined,
  output: OutputSummary | null,
): AttemptReport {
  switch (end.kind) {
    case 'exited':
      return end.exitCode === 0
        ? report({ outcome: 'SUCCEEDED', exitCode: 0, signal: null, errorMessage: null, output })
        : report({
            outcome: 'FAILED',
            exitCode: end.exitCode,
            signal: null,
            errorMessage: exitMessage(end.exitCode, output),
            output,
          });
    case 'signaled':
      return report({
        outcome: 'FAILED',
        exitCode: null,
        signal: end.signal,
        errorMessage: `ended by ${end.signal}`,
        output,
      });
    case 'timed-out': {
      const errorMessage = `timed out after ${(held.timeoutMs ?? 0) / 1000} s`;
      return report({ outcome: 'TIMED_OUT', exitCode: end.exitCode, signal: end.signal, errorMessage, output });
    }
    case 'stopped':
      switch (endReason) {
        case 'draining':
          return { result: givenBack('the worker was shut down', output), costsRetry: false };
        case 'output-not-kept':
          return report({
            outcome: 'FAILED',
            exitCode: end.exitCode,
            signal: end.signal,
            errorMessage: 'its output was not kept',
            output,
          });
        // Nobody asked for a stop: a lease that ran out but was not recovered yet must not end the run as stopped.
        case 'lease-gone':
          return report(givenBack("the worker's lease was gone", output));
        case 'stopped':
        case undefined:
          return report({
            outcome: 'STOPPED',
            exitCode: end.exitCode,
            signal: end.signal,
            errorMessage: 'stopped',
            output,
          });
        default:
          return endReason satisfies never;
      }
    case 'not-started':
      return report({ outcome: 'FAILED', exitCode: null, signal: null, errorMessage: end.reason, output });
    case 'withheld':
      return { result: givenBack(end.reason, output), costsRetry: false };
    case 'lost':
      return report(givenBack(end.reason, output));
    default:
      return end satisfies never;
  }
}

/**
 * The report of an attempt whose output was not kept: it fails for that reason, whatever the command did, because what it
 * printed is part of its result. One that was stopped or lost stays so.
 */
export function withoutOutput(report: AttemptReport, reason: string): AttemptReport {
  const { result } = report;
  switch (result.outcome) {
    case 'STOPPED':
    case 'WORKER_LOST':
      return report;
    case 'SUCCEEDED':
    case 'FAILED':
    case 'TIMED_OUT':
      return { costsRetry: true, result: { ...result, outcome: 'FAILED', errorMessage: reason } };
    default:
      return result.outcome satisfies never;
  }
}

/** The result of an attempt whose command was not run to its end by this worker. */
export function givenBack(errorMessage: string, output: OutputSummary | null = null): AttemptResult {
  return { outcome: 'WORKER_LOST', exitCode: null, signal: null, errorMessage, output };
}

// POSIX (XCU 2.8.2): 127 for a command that was not found, 126 for one that cannot be run. The shell says which.
function exitMessage(exitCode: number, output: OutputSummary | null): string {
  const said = exitCode === 126 || exitCode === 127 ? output?.tail.trimEnd().split('\n').at(-1) : undefined;
  return said ? `exit code ${exitCode}: ${said.slice(-MOST_SAID)}` : `exit code ${exitCode}`;
}

function report(result: AttemptResult): AttemptReport {
  return { result, costsRetry: true };
}
