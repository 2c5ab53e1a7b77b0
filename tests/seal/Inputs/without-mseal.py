"""Runs a command on a kernel that, as far as it can tell, cannot seal: a seccomp filter answers for mseal.

--errno=N       answers with errno N instead of ENOSYS
--above=BYTES   only for ranges longer than that
--query         seals, and answers for PROCMAP_QUERY, as Linux 6.10 does
"""

import argparse
import ctypes
import errno
import os
import struct
import sys

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD_WORD, JUMP_EQUAL, JUMP_GREATER, RETURN = 0x20, 0x15, 0x25, 0x06
MSEAL, IOCTL, RET_ERRNO, RET_ALLOW = 462, 16, 0x00050000, 0x7fff0000
NUMBER, SECOND = 0, 24  # in struct seccomp_data: the system call's number, the low word of its second argument
PROCMAP_QUERY = 0xc0686611

parser = argparse.ArgumentParser()
parser.add_argument('--errno', type=int, default=errno.ENOSYS)
parser.add_argument('--above', type=int, default=-1)
parser.add_argument('--query', action='store_true')
parser.add_argument('command', nargs=argparse.REMAINDER)
arguments = parser.parse_args()

if arguments.query:
    call, test, answer = IOCTL, (JUMP_EQUAL, 0, 1, PROCMAP_QUERY), errno.ENOTTY
else:
    call, test, answer = MSEAL, (JUMP_GREATER, 0, 1, max(arguments.above, 0)), arguments.errno
program = b''.join(struct.pack('<HBBI', *instruction) for instruction in [
    (LOAD_WORD, 0, 0, NUMBER),
    (JUMP_EQUAL, 0, 3, call),
    (LOAD_WORD, 0, 0, SECOND),
    test,
    (RETURN, 0, 0, RET_ERRNO | answer),
    (RETURN, 0, 0, RET_ALLOW),
])
instructions = ctypes.create_string_buffer(program)
header = struct.pack('<HxxxxxxQ', len(program) // 8, ctypes.addressof(instructions))

libc = ctypes.CDLL(None, use_errno=True)
if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or \
        libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0):
    sys.exit('cannot install the filter: ' + os.strerror(ctypes.get_errno()))
os.execv(arguments.command[0], arguments.command)
