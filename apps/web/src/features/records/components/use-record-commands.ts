import type { ProcessRecord } from '@app/api-client';
import { IconCopy, IconPencil } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useCommands } from '../../../shared/commands/use-commands';
import { copyText } from '../../../shared/text/copy-text';
import { useMay } from '../../account/use-may';
import type { RunAction } from '../api/change-run';
import { ACTION_LOOKS } from './action-look';
import { runActionsFor } from './run-actions';

/**
 * What the state of the record at hand allows, for the command palette.
 * @param asksFirst actions after which a question is asked
 */
export function useRecordCommands(
  record: ProcessRecord,
  onAction: (action: RunAction) => void,
  asksFirst: readonly RunAction[] = [],
): void {
  const navigate = useNavigate();
  const mayChange = useMay()('run-processes');
  const { id } = record;
  const changes = [
    ...runActionsFor(record.currentStatus).allowed.map((action) => ({
      id: `record-${action}`,
      label: `${ACTION_LOOKS[action].label} ${id}${asksFirst.includes(action) ? '…' : ''}`,
      icon: ACTION_LOOKS[action].icon,
      run: () => onAction(action),
    })),
    {
      id: 'record-edit',
      label: `Edit ${id}`,
      icon: IconPencil,
      run: () => void navigate({ to: '/processes/$id/edit', params: { id } }),
    },
  ];
  useCommands('This process', [
    ...(mayChange ? changes : []),
    { id: 'record-copy', label: `Copy the id ${id}`, icon: IconCopy, run: () => void copyText(id) },
  ]);
}
