/** Names in a slot's folder, shared by the worker, the slot and the lease guard. */

/** Named pipe for the output of the slot's commands. */
export const OUTPUT_PIPE = 'output';
/** Shell code of the command to run; emptied as soon as the slot has read it, as it holds the command's environment. */
export const COMMAND_FILE = 'command';
/** Folder of the running command's secret files; gone when the command is over. */
export const SECRETS_FOLDER = 'secrets';
/** While it exists, what a command left behind is given time to end. */
export const STOPPING_FILE = 'stopping';
/** Ids of the slot's own processes, in one line. */
export const PIDS_FILE = 'pids';
/** Process group id of the running command (process-group mode only). */
export const GROUP_FILE = 'group';
/** Marker variables of the running command, one `NAME=value` a line (process-group mode only). */
export const MARKER_FILE = 'marker';
