"""restricted.py RULE[,RULE...] COMMAND...: runs a command under rules against code that is written at run time.

mdwe     PR_SET_MDWE: the kernel refuses memory that is writable and executable, or first one and then the other
protect  a seccomp filter refuses mprotect and pkey_mprotect with PROT_EXEC
map      a seccomp filter refuses mmap with PROT_WRITE and PROT_EXEC (with `protect`: systemd's MemoryDenyWriteExecute)
memfd    a seccomp filter refuses memfd_create
noexec   the system's memfd_create gives no file that can be executed (vm.memfd_noexec=2, in a namespace of processes)
size     no file may become larger than 100 bytes (RLIMIT_FSIZE)
"""

import ctypes
import errno
import os
import resource
import struct
import sys

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, PR_SET_MDWE = 38, 22, 2, 65
LOAD_WORD, AND, JUMP_EQUAL, RETURN = 0x20, 0x54, 0x15, 0x06
RET_ERRNO, RET_ALLOW = 0x00050000, 0x7fff0000
NUMBER, THIRD = 0, 32  # in struct seccomp_data: the system call's number, the low word of its third argument
MMAP, MPROTECT, PKEY_MPROTECT, MEMFD_CREATE = 9, 10, 329, 319
PROT_WRITE, PROT_EXEC = 2, 4
REFUSED = {'protect': [(MPROTECT, PROT_EXEC), (PKEY_MPROTECT, PROT_EXEC)], 'map': [(MMAP, PROT_WRITE | PROT_EXEC)],
           'memfd': [(MEMFD_CREATE, 0)]}  # the call, and the bits that its third argument must have all of

libc = ctypes.CDLL(None, use_errno=True)


def must_succeed(result):
    if result:
        sys.exit('restricted: ' + os.strerror(ctypes.get_errno()))


def install_filter(call, bits):
    program = b''.join(struct.pack('<HBBI', *instruction) for instruction in [
        (LOAD_WORD, 0, 0, NUMBER),
        (JUMP_EQUAL, 0, 4, call),
        (LOAD_WORD, 0, 0, THIRD),
        (AND, 0, 0, bits),
        (JUMP_EQUAL, 0, 1, bits),
        (RETURN, 0, 0, RET_ERRNO | errno.EPERM),
        (RETURN, 0, 0, RET_ALLOW),
    ])
    instructions = ctypes.create_string_buffer(program)
    header = struct.pack('<HxxxxxxQ', len(program) // 8, ctypes.addressof(instructions))
    must_succeed(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0))


def impose(rule):
    if rule == 'mdwe':
        must_succeed(libc.prctl(PR_SET_MDWE, 1, 0, 0, 0))
    elif rule == 'size':
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    for call, bits in REFUSED.get(rule, []):
        install_filter(call, bits)


rules, command = sys.argv[1].split(','), sys.argv[2:]
if 'noexec' in rules:
    command = ['unshare', '--pid', '--fork', 'sh', '-c', 'echo 2 > /proc/sys/vm/memfd_noexec && exec "$@"', 'sh', *command]
for rule in rules:
    impose(rule)
os.execvp(command[0], command)
