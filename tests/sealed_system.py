"""Runs a command in a system whose loader is ld-seal: every program it starts, and their children, are sealed.

    sealed_system.py [--loader=LOADER] [--isolated] COMMAND [ARG...]

A private mount namespace in which /lib64, where programs look for their interpreter, shows LOADER instead of
the system's own; the system's loader stays where libc finds it, as the companion. Nothing outside the
namespace changes. LD_SEAL=all is set, so that what carries no mark is sealed too. Needs root.

Without --loader the namespace is the same and the loader is the system's: what to compare with.
--isolated adds process ids, System V IPC, a host name and a network (loopback alone, all ports free) of the
command's own; what it leaves running ends with it.
"""

import argparse
import array
import ctypes
import fcntl
import os
import shutil
import signal
import socket
import struct
import sys
import tempfile

INTERPRETER = '/lib64/ld-linux-x86-64.so.2'

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x4000000, 0x8000000
CLONE_NEWPID, CLONE_NEWNET = 0x20000000, 0x40000000
MS_RDONLY, MS_REMOUNT, MS_BIND, MS_MOVE, MS_REC, MS_PRIVATE = 1, 32, 4096, 8192, 16384, 1 << 18
PR_SET_PDEATHSIG = 1

libc = ctypes.CDLL(None, use_errno=True)


def check(result, what):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f'{what}: {os.strerror(number)}')


def mount(source, target, kind=None, flags=0):
    def encoded(text):
        return text and os.fsencode(text)
    check(libc.mount(encoded(source), encoded(target), encoded(kind), ctypes.c_ulong(flags), None),
          f'mount {target}')


def unshare(flags):
    check(libc.unshare(flags), 'unshare')


def loopback_up():
    """Sets IFF_UP on lo: a new network namespace has it down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack('16sh14x', b'lo', 1))  # SIOCSIFFLAGS, IFF_UP


def interpreter_folder(loader):
    """A copy of /lib64's folder with loader in it under the name that programs ask for; remove it when done."""
    shown = os.path.dirname(os.path.realpath(os.path.dirname(INTERPRETER)) + '/')
    if os.path.dirname(os.path.realpath(INTERPRETER)) == shown:
        sys.exit(f'{INTERPRETER} is where libc finds its loader: nothing can be put in its place alone')
    folder = tempfile.mkdtemp(prefix='lib64-')
    shutil.copytree(shown, folder, symlinks=True, dirs_exist_ok=True)
    os.chmod(folder, 0o755)
    if loader:
        name = os.path.join(folder, os.path.basename(INTERPRETER))
        os.unlink(name)
        shutil.copy(loader, name)
        os.chmod(name, 0o755)
    return folder


def enter(folder, isolated):
    """Puts this process into namespaces of its own with folder as /lib64; its children, for process ids."""
    unshare(CLONE_NEWNS | (CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS if isolated else 0))
    mount(None, '/', None, MS_REC | MS_PRIVATE)
    mount(folder, os.path.realpath(os.path.dirname(INTERPRETER)), None, MS_BIND)
    if isolated:
        loopback_up()


def spawn_isolated(start):
    """Calls start (which executes a program) as process 2 of the new process namespace.

    Process 1, for which signals work differently, waits for it and ends with everything else there. Returns
    process 1's id and a descriptor from which the wait status (an int) can be read.
    """
    reading, writing = os.pipe()
    first = os.fork()
    if first:
        os.close(writing)
        return first, reading
    try:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        mount('proc', '/proc', 'proc')
        program = os.fork()
        if program == 0:
            os.close(writing)
            start()
        while True:
            pid, status = os.wait()
            if pid == program:
                os.write(writing, array.array('i', [status]).tobytes())
                os._exit(0)
    except BaseException as error:  # pylint: disable=broad-except; the process must not go on as a copy
        os.write(2, f'sealed_system: {error}\n'.encode())
    os._exit(1)


def read_status(descriptor):
    """The wait status, or None where process 1 was killed before there was one."""
    data = os.read(descriptor, 4)
    os.close(descriptor)
    return array.array('i', data)[0] if len(data) == 4 else None


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('--loader')
    parser.add_argument('--isolated', action='store_true')
    parser.add_argument('command', nargs=argparse.REMAINDER)
    options = parser.parse_args()
    os.environ['LD_SEAL'] = 'all'

    def start():
        os.execvp(options.command[0], options.command)

    folder = interpreter_folder(options.loader)
    try:
        enter(folder, options.isolated)
        if options.isolated:
            _, descriptor = spawn_isolated(start)
            status = read_status(descriptor)
        else:
            program = os.fork()
            if program == 0:
                start()
            _, status = os.waitpid(program, 0)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if status is None:
        sys.exit('sealed_system: the command was killed')
    if os.WIFSIGNALED(status):
        signal.signal(os.WTERMSIG(status), signal.SIG_DFL)
        os.kill(os.getpid(), os.WTERMSIG(status))
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == '__main__':
    main()
