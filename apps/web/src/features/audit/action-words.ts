/** What an action is about: where its target is shown. */
export type TargetKind = 'process' | 'type' | 'secret' | 'user' | 'none';

interface ActionLook {
  /** In the infinitive, since it may have been refused. */
  readonly words: string;
  readonly target: TargetKind;
}

const look = (words: string, target: TargetKind = 'none'): ActionLook => ({ words, target });

/** The operations of the API that the audit knows, in words; a test compares them with the API's description. */
const ACTIONS: Readonly<Record<string, ActionLook>> = {
  signIn: look('Sign in', 'user'),
  signOut: look('Sign out'),
  changePassword: look('Change own password'),
  revokeOwnSignIn: look('End own sign-in'),
  createApiToken: look('Create token'),
  revokeApiToken: look('Revoke token'),
  createUser: look('Create user', 'user'),
  updateUser: look('Change user', 'user'),
  deleteUser: look('Delete user', 'user'),
  revokeSignInsOfUser: look('End sign-ins of user', 'user'),
  updateSecret: look('Give secret a value', 'secret'),
  deleteSecret: look('Delete secret', 'secret'),
  createProcessRecord: look('Create process', 'process'),
  changeProcessRecords: look('Change many processes'),
  updateProcessRecord: look('Change process', 'process'),
  deleteProcessRecord: look('Delete process', 'process'),
  startProcessRecord: look('Start process', 'process'),
  stopProcessRecord: look('Stop process', 'process'),
  resumeProcessRecord: look('Resume process', 'process'),
  pauseSchedule: look('Pause schedule', 'process'),
  resumeSchedule: look('Resume schedule', 'process'),
  backfillSchedule: look('Backfill schedule', 'process'),
  withdrawBackfill: look('Cancel backfill', 'process'),
  pauseAllSchedules: look('Pause all schedules'),
  resumeAllSchedules: look('Resume all schedules'),
  runScheduledTaskNow: look('Run scheduled task now'),
  rescheduleScheduledTask: look('Move scheduled task in time'),
  runFailedScheduledTasks: look('Run failed scheduled tasks'),
  deleteScheduledTask: look('Delete scheduled task'),
  createProcessType: look('Create type', 'type'),
  updateProcessType: look('Change type', 'type'),
  deleteProcessType: look('Delete type', 'type'),
  validateProcessType: look('Check type'),
  previewProcessType: look('Preview type', 'type'),
};

/** The names of all known actions, by their words. */
export const KNOWN_ACTIONS: readonly (readonly [name: string, words: string])[] = Object.entries(ACTIONS)
  .map(([name, { words }]) => [name, words] as const)
  .sort(([, a], [, b]) => a.localeCompare(b));

/** An action in words; one that is not known (the method of a request to nowhere) as it is. */
export function actionLook(action: string): ActionLook {
  return Object.hasOwn(ACTIONS, action) ? (ACTIONS[action] ?? look(action)) : look(action);
}
