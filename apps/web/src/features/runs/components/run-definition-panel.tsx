import type { ProcessRun, RunDefinition } from '@app/api-client';
import { NativeSelect, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { statusLook } from '../../../shared/status/display-status';
import { runDefinitionQuery } from '../api/get-run-definition';
import { runListQuery } from '../api/list-runs';
import styles from './run-definition.module.css';

// The editor's code is large: it comes when a definition is shown.
const YamlView = lazy(async () => ({ default: (await import('./yaml-view')).YamlView }));

interface RunDefinitionPanelProps {
  run: ProcessRun;
  /** The run to compare with. */
  compare: string | undefined;
  onCompare: (runId: string | undefined) => void;
}

/** The definition and the input that a run used, or what is different from those of another run. */
export function RunDefinitionPanel({ run, compare, onCompare }: RunDefinitionPanelProps) {
  const own = useQuery(runDefinitionQuery(run.processRecordId, run.id));
  const other = useQuery({
    ...runDefinitionQuery(run.processRecordId, compare ?? ''),
    enabled: compare !== undefined,
  });
  const error = own.error ?? other.error;
  const isComplete = own.data !== undefined && (compare === undefined || other.data !== undefined);
  return (
    <section className={styles.panel} aria-label="Input and definition">
      <header className={styles.head}>
        <h2>
          {compare === undefined || other.data === undefined
            ? `Input and definition of run ${run.runNumber}`
            : `From run ${other.data.runNumber} to run ${run.runNumber}`}
        </h2>
        {own.data && <span className="soft">{versionWords(own.data)}</span>}
        <CompareSelect run={run} compare={compare} onCompare={onCompare} />
      </header>
      {error && !isComplete && (
        <ErrorNotice error={error} onRetry={() => void Promise.all([own.refetch(), other.refetch()])} />
      )}
      {!error && !isComplete && <Skeleton height={160} m={14} width="auto" />}
      {isComplete && own.data && (
        <div className={styles.columns}>
          <YamlPart title="Input" now={own.data.inputYaml} before={other.data?.inputYaml} empty="No values." />
          <YamlPart
            title="Definition"
            now={own.data.definitionYaml}
            before={other.data?.definitionYaml}
            empty="No definition."
          />
        </div>
      )}
    </section>
  );
}

function CompareSelect({ run, compare, onCompare }: RunDefinitionPanelProps) {
  const { data } = useInfiniteQuery(runListQuery(run.processRecordId));
  const others = data?.pages.flatMap(({ rows }) => rows).filter(({ id }) => id !== run.id) ?? [];
  if (others.length === 0) return null;
  return (
    <NativeSelect
      size="xs"
      className={styles.compare}
      aria-label="Compare with"
      value={compare ?? ''}
      data={[
        { value: '', label: 'Compare with…' },
        ...others.map((one) => ({
          value: one.id,
          label: `Run ${one.runNumber}: ${statusLook(one.status).word.toLowerCase()}, version ${one.typeVersion}`,
        })),
      ]}
      onChange={(event) => onCompare(event.currentTarget.value || undefined)}
    />
  );
}

interface YamlPartProps {
  title: string;
  now: string;
  /** What it is compared with. */
  before: string | undefined;
  empty: string;
}

function YamlPart({ title, now, before, empty }: YamlPartProps) {
  const isSame = before !== undefined && before === now;
  return (
    <div className={styles.part}>
      <h3>
        {title}
        {before !== undefined && <span className="soft"> {isSame ? 'is the same in both' : 'differs'}</span>}
      </h3>
      {now === '' && (before ?? '') === '' ? (
        <p className="soft">{empty}</p>
      ) : (
        <Suspense fallback={<Skeleton height={80} />}>
          <YamlView key={`${before} ${now}`} label={title} text={now} before={isSame ? undefined : before} />
        </Suspense>
      )}
    </div>
  );
}

function versionWords({ type, typeVersion, currentVersion }: RunDefinition): string {
  if (currentVersion === null) return `${type}, version ${typeVersion}; the type was deleted`;
  const newest = currentVersion === typeVersion ? ', the newest' : `; the newest is ${currentVersion}`;
  return `${type}, version ${typeVersion}${newest}`;
}
