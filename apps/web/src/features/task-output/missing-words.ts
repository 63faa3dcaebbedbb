import type { TaskLogMissing } from '@app/api-client';

/** What is not there of an output, and why, as a sentence. */
export function missingWords({ kind, line, nextLine, bytes, lines, reason }: TaskLogMissing): string {
  switch (kind) {
    case 'NOT_KEPT': {
      const numbers =
        line !== null && nextLine !== null && nextLine > line + 1 ? ` (up to line ${counted(nextLine - 1)})` : '';
      return `${amount(bytes, lines)}${numbers} not kept: ${readableReason(reason)}.`;
    }
    case 'WORKER_LOST':
      return line === null ? `${capitalised(reason)}.` : 'The output ends here: the worker was lost.';
    case 'NOT_STORED':
      return `What follows was not stored: ${reason}.`;
    default:
      return kind satisfies never;
  }
}

function amount(bytes: number | null, lines: number | null): string {
  const size = bytes === null ? 'A part' : sizeWords(bytes);
  if (lines === null || lines === 0) return size;
  return `${counted(lines)} ${lines === 1 ? 'line' : 'lines'}, ${size}`;
}

// The limit is set in bytes and told in bytes.
function readableReason(reason: string): string {
  return reason.replace(/^more than (\d+) bytes$/, (_, limit: string) => `more than ${sizeWords(Number(limit))}`);
}

/** A size for people: `640 bytes`, `64 KiB`, `9.5 MiB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 ** 2) return `${rounded(bytes / 1024)} KiB`;
  return `${rounded(bytes / 1024 ** 2)} MiB`;
}

function rounded(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 });
}

function counted(value: number): string {
  return value.toLocaleString('en');
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
