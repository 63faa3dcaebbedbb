import type { ProcessTypeVersionDetail } from '@app/api-client';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { RequestError } from '../../../shared/request/request-error';
import { previewQuery } from '../api/preview-type';
import { savingWords } from '../usage-words';
import styles from './editor.module.css';
import { TextDiff } from './text-diff';
import { UnfitRecords } from './unfit-records';

interface SaveReviewProps {
  /** Name of the type; null for a new one. */
  name: string | null;
  /** The version that the text was made from; null for a new type. */
  base: ProcessTypeVersionDetail | null;
  text: string;
  /** What the text means, as the server said; null when it did not say. */
  fingerprint: string | null;
  isPending: boolean;
  error: unknown;
  onSave: () => void;
  onBack: () => void;
  /** Reads the type again after somebody else has changed it. */
  onReadAgain: () => void;
}

/** What will change, and whom it reaches, before it is saved. */
export function SaveReview(props: SaveReviewProps) {
  const { name, base, text, fingerprint, isPending, error, onSave, onBack, onReadAgain } = props;
  const preview = useQuery(previewQuery(name, text));
  const words = useRef<HTMLParagraphElement>(null);
  // Not the button: a held Enter would save what nobody has looked at.
  useEffect(() => words.current?.focus(), []);
  const isStale = error instanceof RequestError && error.status === 412;
  const makesVersion = base === null || fingerprint !== base.fingerprint;
  const label = base === null ? 'Create the type' : makesVersion ? `Save version ${base.version + 1}` : 'Save the text';
  return (
    <div className={styles.workbench}>
      <p ref={words} className={styles.saving} role="status" tabIndex={-1}>
        {savingWords(base, fingerprint, preview.data ?? null)}
        {preview.isLoading && <span className="soft"> Looking which processes it fits…</span>}
      </p>
      {preview.error && (
        <ErrorNotice
          error={preview.error}
          title="Whether it fits all processes is not known."
          onRetry={() => void preview.refetch()}
        />
      )}
      {name !== null && preview.data && <UnfitRecords name={name} preview={preview.data} />}
      <TextDiff
        before={base?.yaml ?? ''}
        after={text}
        names={[base === null ? 'nothing' : `version ${base.version}`, 'your text']}
      />
      {error !== null && error !== undefined && !isStale && <ErrorNotice error={error} title="Not saved." />}
      {isStale && <ErrorNotice error={error} title="Not saved." onRetry={onReadAgain} retryLabel="Compare with it" />}
      <div className={styles.actions}>
        <Button onClick={onSave} loading={isPending} disabled={isStale}>
          {label}
        </Button>
        <Button variant="default" onClick={onBack}>
          Back to the editor
        </Button>
      </div>
    </div>
  );
}
