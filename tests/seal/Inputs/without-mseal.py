"""Runs a command on a kernel that, as far as it can tell, cannot seal: a seccomp filter answers for mseal.

--errno=N       answers with errno N instead of ENOSYS
--kill=WHAT     kills the `process` or the `thread` that calls
--notify=WHAT   a supervisor answers: it has the kernel `go-on`, or `refuse`s with EPERM
--above=BYTES   only for ranges longer than that
--query         seals, and answers for PROCMAP_QUERY, as Linux 6.10 does
"""

import argparse
import ctypes
import errno
import fcntl
import os
import select
import struct
import sys

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD_WORD, JUMP_EQUAL, JUMP_GREATER, RETURN = 0x20, 0x15, 0x25, 0x06
MSEAL, IOCTL, RET_ERRNO, RET_ALLOW = 462, 16, 0x00050000, 0x7fff0000
RET_KILL, RET_USER_NOTIF = {'process': 0x80000000, 'thread': 0}, 0x7fc00000
SECCOMP, SET_MODE_FILTER, NEW_LISTENER, NOTIF_RECV, NOTIF_SEND, GO_ON = 317, 1, 8, 0xc0502100, 0xc0182101, 1
NUMBER, SECOND = 0, 24  # in struct seccomp_data: the system call's number, the low word of its second argument
PROCMAP_QUERY = 0xc0686611

parser = argparse.ArgumentParser()
parser.add_argument('--errno', type=int, default=errno.ENOSYS)
parser.add_argument('--above', type=int)
parser.add_argument('--query', action='store_true')
parser.add_argument('--kill', choices=RET_KILL)
parser.add_argument('--notify', choices=['go-on', 'refuse'])
parser.add_argument('command', nargs=argparse.REMAINDER)
arguments = parser.parse_args()

if arguments.query:
    call, test, answer = IOCTL, (JUMP_EQUAL, 0, 1, PROCMAP_QUERY), RET_ERRNO | errno.ENOTTY
else:
    call, answer = MSEAL, RET_ERRNO | arguments.errno
    test = (JUMP_GREATER, 0, 0, 0) if arguments.above is None else (JUMP_GREATER, 0, 1, arguments.above)
if arguments.kill or arguments.notify:
    answer = RET_KILL[arguments.kill] if arguments.kill else RET_USER_NOTIF
program = b''.join(struct.pack('<HBBI', *instruction) for instruction in [
    (LOAD_WORD, 0, 0, NUMBER),
    (JUMP_EQUAL, 0, 3, call),
    (LOAD_WORD, 0, 0, SECOND),
    test,
    (RETURN, 0, 0, answer),
    (RETURN, 0, 0, RET_ALLOW),
])
instructions = ctypes.create_string_buffer(program)
header = struct.pack('<HxxxxxxQ', len(program) // 8, ctypes.addressof(instructions))

libc = ctypes.CDLL(None, use_errno=True)


def supervise(listener, program):
    """Answers all requests until the program has ended, and ends as it did."""
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    ended = 0
    while not ended:
        if not poll.poll(50):
            ended, status = os.waitpid(program, os.WNOHANG)
            continue
        request = bytearray(80)
        fcntl.ioctl(listener, NOTIF_RECV, request)
        number, = struct.unpack_from('<Q', request)
        answer = (0, 0, GO_ON) if arguments.notify == 'go-on' else (0, -errno.EPERM, 0)
        fcntl.ioctl(listener, NOTIF_SEND, struct.pack('<QqiI', number, *answer))
    sys.exit(os.waitstatus_to_exitcode(status))


def must_succeed(result):
    if result < 0:
        sys.exit('cannot install the filter: ' + os.strerror(ctypes.get_errno()))
    return result


must_succeed(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
if arguments.notify:
    listener = must_succeed(libc.syscall(SECCOMP, SET_MODE_FILTER, NEW_LISTENER, header))
    program = os.fork()
    if program:
        supervise(listener, program)
    os.close(listener)
else:
    must_succeed(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0))
os.execv(arguments.command[0], arguments.command)
