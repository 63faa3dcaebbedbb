import { GROUP_FILE, OUTPUT_PIPE, STOPPING_FILE } from './slot-files';
import { EXITED, KILLED, NO_FOLDER, NOT_STARTED, OUTSIDE, READY } from './slot-words';

/**
 * The program of a slot for Python 3.10 or newer: takes one command at a time (see `commandFrame`), starts it, waits,
 * kills everything that it left behind, reports. Popen uses vfork(2) from that version on, which copies no page tables,
 * most of what a fork costs; it gives each command its own session and default signal dispositions (posix_spawn(3)
 * leaves two of them ignored), and waitpid(2) tells each way to end.
 * Arguments: the slot's folder; `namespace` when it is the first process of one.
 */
export const PYTHON_LOOP = `import os, signal, subprocess, sys, time

folder = os.fsencode(sys.argv[1])
in_namespace = sys.argv[2:] == ["namespace"]
if in_namespace and os.getpid() != 1:
    sys.exit("not the first process of a namespace")
# Whatever the worker's parent left open; one of them is the list's own and closed already.
for number in os.listdir("/dev/fd"):
    if int(number) > 2:
        try:
            os.close(int(number))
        except OSError:
            pass
# A command that signals everybody must not end the slot.
signal.signal(signal.SIGINT, lambda *_: None)
os.chdir(folder)
os.mkfifo("${OUTPUT_PIPE}", 0o600)
output = os.path.join(folder, b"${OUTPUT_PIPE}")
nothing = os.open("/dev/null", os.O_RDONLY)


def say(*words):
    os.write(1, b" ".join(words) + b"\\n")


def within(roots):
    here = os.getcwdb()
    return not roots or any(here == root or here.startswith(root.rstrip(b"/") + b"/") for root in roots)


def signal_all(group, number):
    try:
        # Without a namespace -1 would be everything that the user runs.
        os.kill(-1 if in_namespace else -group, number)
        return True
    except OSError:
        return False


def bury():
    """Takes leave of those who are dead; orphans of a namespace come to its first process."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def tell_group(group):
    try:
        with open(os.path.join(folder, b"${GROUP_FILE}"), "w") as file:
            file.write("%d\\n" % group)
    except OSError:
        # The command has removed the folder; it runs, and is waited for.
        pass


def execute(arguments, environment):
    # Opened for each command anew, as one may set flags of it for all who share it; the worker reads it already.
    pipe = os.open(output, os.O_WRONLY)
    try:
        process = subprocess.Popen(
            arguments, env=environment, stdin=nothing, stdout=pipe, stderr=pipe, close_fds=False, start_new_session=True
        )
    finally:
        os.close(pipe)
    child = process.pid
    if not in_namespace:
        tell_group(child)
    pid = 0
    while pid != child:
        pid, status = os.waitpid(-1, 0)
    # Or Popen would wait for whoever gets that id next.
    process.returncode = status
    stopping = os.path.join(folder, b"${STOPPING_FILE}")
    while os.path.exists(stopping) and signal_all(child, 0):
        time.sleep(0.02)
        bury()
    signal_all(child, signal.SIGKILL)
    if in_namespace:
        try:
            while os.waitpid(-1, 0):
                pass
        except ChildProcessError:
            pass
    return status


def take(fields, argument_count, root_count):
    where, rest = fields[0], fields[1:]
    roots, rest = rest[:root_count], rest[root_count:]
    arguments, variables = rest[:argument_count], rest[argument_count:]
    try:
        os.chdir(where)
    except OSError:
        return [b"${NO_FOLDER}"]
    try:
        if not within(roots):
            return [b"${OUTSIDE}"]
        status = execute(arguments, dict(variable.split(b"=", 1) for variable in variables))
    except OSError as error:
        return [b"${NOT_STARTED}", os.strerror(error.errno).encode()]
    finally:
        os.chdir("/")
    if os.WIFSIGNALED(status):
        return [b"${KILLED}", b"%d" % os.WTERMSIG(status)]
    return [b"${EXITED}", b"%d" % os.WEXITSTATUS(status)]


say(b"${READY}")
for header in sys.stdin.buffer:
    size, argument_count, root_count = map(int, header.split())
    fields = sys.stdin.buffer.read(size).split(b"\\0")
    say(*take(fields, argument_count, root_count))
`;
