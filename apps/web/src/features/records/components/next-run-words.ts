import type { RunPreview } from '@app/api-client';

type Changes = Pick<
  RunPreview,
  'typeChanged' | 'inputChanged' | 'typeVersion' | 'lastTypeVersion' | 'lastRunNumber' | 'tasks'
>;

/** What is different from the last run: `Uses version 3 of the type; run 7 used version 2. Uses the changed input.` */
export function changeWords(preview: Changes): string | null {
  const words = [];
  if (preview.typeChanged)
    words.push(
      preview.typeVersion === preview.lastTypeVersion
        ? `Uses another type than run ${preview.lastRunNumber}.`
        : `Uses version ${preview.typeVersion} of the type; run ${preview.lastRunNumber} used version ${preview.lastTypeVersion}.`,
    );
  if (preview.inputChanged) words.push('Uses the input as it is now, which was changed since.');
  return words.length === 0 ? null : words.join(' ');
}
