import type { PosixIsolation } from '../command-executor';
import { COMMAND_FILE, GROUP_FILE, OUTPUT_PIPE, STOPPING_FILE } from './slot-files';
import { END, READY } from './slot-words';

/**
 * The program of a slot, for any POSIX shell: takes one command at a time (a line on standard input says that the
 * command file is there), forks it, waits, kills everything that it left behind, reports.
 *
 * bash is preferred because its job control works without a terminal: each command gets its own process group and
 * default signal dispositions without a further program, and a death by signal is told apart from an exit status
 * above 128 by the message that precedes the report. Other shells wait in the foreground (in the background they would
 * start commands with SIGINT and SIGQUIT ignored for good), take setsid(1) for the process group, and stay silent
 * about SIGINT and SIGPIPE, so deaths by those two count as exit status 130 and 141.
 */
export function slotLoop(isolation: PosixIsolation): string {
  const inNamespace = isolation !== 'process-group';
  const everything = inNamespace ? '-1' : '"-$group"';
  return `${inNamespace ? NAMESPACE_ONLY : ''}cd -- "$1" || exit
mkfifo -m 600 ${OUTPUT_PIPE} || exit
exec 2>&1
LC_ALL=C
unset SHLVL
alive() { kill -s 0 -- ${everything} 2>/dev/null; }
if [ -n "$BASH_VERSION" ] && set -m; then
  # Whatever the worker's parent left open.
  for file in /dev/fd/*; do
    fd=\${file##*/}
    [ "$fd" -le 2 ] || [ "$file" -ef "$0" ] || eval "exec $fd>&-"
  done
  execute() {
    ( run ) &
    ${inNamespace ? '' : `group=$!; echo "$group" >${GROUP_FILE}`}
    wait "$!"; code=$?
    # A stopped job ends the wait as well.
    while [ "$code" -gt 128 ] && kill -s 0 "$!" 2>/dev/null; do sleep 0.1; wait "$!"; code=$?; done
  }
  echo ${READY}
else
  execute() {
    ( run ); code=$?
    ${inNamespace ? '' : `group=; read -r group <${GROUP_FILE}`}
  }
  echo ${READY} "$(command -v setsid)"
fi
while read -r go; do
  . ./${COMMAND_FILE}
  : >${COMMAND_FILE}
  execute
  while [ -e ${STOPPING_FILE} ] && alive; do sleep 0.02; done
  kill -s KILL -- ${everything} 2>/dev/null${inNamespace ? ` && ${AWAIT_DEATHS}` : ''}
  echo ${END} "$code"
done
`;
}

// Outside a namespace "kill -1" would end everything that the user runs.
const NAMESPACE_ONLY = `[ "$$" = 1 ] || { echo "not the first process of a namespace" >&2; exit 1; }
`;

// "jobs" makes shells that do not do so by themselves reap the dead.
const AWAIT_DEATHS = `{
    n=0
    while alive; do
      jobs >/dev/null
      n=$((n + 1))
      [ "$n" -lt 2000 ] || sleep 0.02
    done
  }`;
