/** First words of the lines that a slot says; what may follow stands behind each. */

/** It takes commands; with a shell, the path of setsid(1) where commands need that. */
export const READY = 'ready';
/** The command's folder cannot be entered. */
export const NO_FOLDER = 'no-folder';
/** The folder that was entered is in none of those where commands may start. */
export const OUTSIDE = 'outside';
/** The command could not be started: why. */
export const NOT_STARTED = 'not-started';
/** The command ended by itself: its exit status. */
export const EXITED = 'exited';
/** The command was ended by a signal: its number. */
export const KILLED = 'killed';
/** Of a shell, which cannot tell the two apart by itself: its `$?`. */
export const END = 'end';
