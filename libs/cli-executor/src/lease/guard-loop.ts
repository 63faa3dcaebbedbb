import { GROUP_FILE, MARKER_FILE, PIDS_FILE } from '../slot/slot-files';

/** Length of one renewal: seconds with leading zeros and a line end, always of one length (see `dd` below). */
export const GUARD_RECORD_BYTES = 16;

/**
 * The program of the lease guard, for any POSIX shell. Reads renewals from standard input; when none comes within the
 * seconds that the last one said, it kills all slots with their commands and waits for the next. The end of the input
 * means that the worker is gone: it kills everything, removes the executor's folder and ends.
 */
export function guardLoop(): string {
  return `folder=$1
LC_ALL=C

# The processes that carry all of a command's marker variables.
marked() {
  first=; IFS= read -r first <"$1" || return
  for file in $(grep -lzxFe "$first" /proc/[0-9]*/environ); do
    all=yes
    while IFS= read -r variable; do
      grep -qzxFe "$variable" "$file" || all=
    done <"$1"
    [ -z "$all" ] || { file=\${file#/proc/}; echo "\${file%/environ}"; }
  done
}

strike() {
  # Slots that are started from now on have done nothing.
  set -- "$folder"/slot-*
  # A worker that ended in order has removed its slots: nothing is left, and nobody waits for this.
  [ -e "$1" ] || return
  for slot do
    pids=; read -r pids <"$slot/${PIDS_FILE}" && kill -s KILL $pids
  done
  # Again and again: a command may have been on its way when its slot was killed.
  for pause in 0 0.05 0.1 0.3; do
    sleep "$pause"
    for slot do
      [ -f "$slot/${GROUP_FILE}" ] || continue
      group=; read -r group <"$slot/${GROUP_FILE}" && kill -s KILL -- "-$group"
      for pid in $(marked "$slot/${MARKER_FILE}"); do kill -s KILL "$pid"; done
    done
  done
}

if [ -n "$BASH_VERSION" ]; then
  case $BASH_VERSION in
    # Whole seconds only.
    [123].*) await_renewal() { read -r -t "\${1%.*}" renewal; } ;;
    *) await_renewal() { read -r -t "$1" renewal; } ;;
  esac
  timed_out() { [ "$1" -gt 128 ]; }
else
  await_renewal() {
    renewal=$(timeout "$1" dd bs=${GUARD_RECORD_BYTES} count=1); code=$?
    [ "$code" -eq 0 ] || return "$code"
    [ -n "$renewal" ]
  }
  timed_out() { [ "$1" -eq 124 ] || [ "$1" -eq 143 ]; }
fi

exec 2>/dev/null
limit=
while :; do
  if [ -z "$limit" ]; then
    read -r limit || break
    continue
  fi
  await_renewal "$limit"; code=$?
  if [ "$code" -eq 0 ]; then limit=$renewal
  elif timed_out "$code"; then strike; limit=
  else break
  fi
done
strike
rm -rf "$folder"
`;
}
