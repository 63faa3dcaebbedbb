import { IconPlayerPlay, IconPlayerStop, IconPlayerTrackNext, type TablerIcon } from '@tabler/icons-react';
import type { RunAction } from '../api/change-run';

interface ActionLook {
  readonly label: string;
  readonly icon: TablerIcon;
  /** What it does, for the hover text. */
  readonly hint: string;
  /** Why it is not possible now. */
  readonly refusal: string;
}

export const ACTION_LOOKS: Record<RunAction, ActionLook> = {
  start: {
    label: 'Start',
    icon: IconPlayerPlay,
    hint: 'Make a new run from the first task',
    refusal: 'Already running',
  },
  stop: { label: 'Stop', icon: IconPlayerStop, hint: 'End the run and its command', refusal: 'Nothing is running' },
  resume: {
    label: 'Resume',
    icon: IconPlayerTrackNext,
    hint: 'Keep the finished tasks and go on from the first unfinished one',
    refusal: 'Only a failed or stopped run can be resumed',
  },
};
