import type { ProcessTypeVersionDetail } from '@app/api-client';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { LeaveGuard } from '../../../shared/feedback/leave-guard';
import { versionQuery } from '../api/get-version';
import { useSaveType } from '../api/save-type';
import type { CheckResult } from './definition-lint';
import { DefinitionWorkbench } from './definition-workbench';
import { SaveReview } from './save-review';
import type { Schema } from './schema';

interface EditDefinitionProps {
  /** The current version of the type; null for a new type. */
  current: ProcessTypeVersionDetail | null;
  /** Name of the type; null for a new one. */
  name: string | null;
  /** The text to begin with. */
  initial: string;
  schema: Schema;
  isReview: boolean;
  onReview: (isReview: boolean) => void;
  onSaved: (name: string) => void;
  cancel: ReactNode;
}

/** Writes a definition: first the text, then what it changes. The text outlives the way there and back. */
export function EditDefinition(props: EditDefinitionProps) {
  const { current, name, initial, schema, isReview, onReview, onSaved, cancel } = props;
  const queries = useQueryClient();
  const [base, setBase] = useState(current);
  const [text, setText] = useState(initial);
  const [checked, setChecked] = useState<CheckResult | null>(null);
  const save = useSaveType(name);
  const isChanged = base === null || text !== base.yaml;
  const isTouched = text !== initial;
  const fingerprint = checked?.text === text ? (checked.report?.fingerprint ?? null) : null;

  const submit = (): void =>
    save.mutate(
      { yaml: text, revision: base?.revision ?? null },
      {
        onSuccess: ({ message, processType }) => {
          notifications.show({ message });
          onSaved(processType.name);
        },
      },
    );
  const readAgain = async (): Promise<void> => {
    if (name === null) return;
    setBase(await queries.fetchQuery({ ...versionQuery(name, 'current'), staleTime: 0 }));
    save.reset();
  };

  return (
    <>
      <LeaveGuard mayLeave={() => !isTouched} />
      {isReview && checked !== null ? (
        <SaveReview
          name={name}
          base={base}
          text={text}
          fingerprint={fingerprint}
          isPending={save.isPending}
          error={save.error}
          onSave={submit}
          onBack={() => onReview(false)}
          onReadAgain={() => void readAgain()}
        />
      ) : (
        <DefinitionWorkbench
          text={text}
          replacing={name}
          schema={schema}
          checked={checked}
          isChanged={isChanged}
          onChange={setText}
          onChecked={setChecked}
          onReview={() => onReview(true)}
          cancel={cancel}
        />
      )}
    </>
  );
}
