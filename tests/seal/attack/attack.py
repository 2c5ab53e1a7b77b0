"""Turns every system call that changes mappings against each kind of mapping of this very process, python3 under ld-seal.

    attack.py REPORT.json

REPORT.json is the loader's report of this process: it says where each kind lies. Each attempt is made in a child of its
own, so that one that succeeds destroys nobody else. Printed is a table: an operation a line, a kind of mapping a column;
`done` where the operation succeeded (the child may have died of it), else the errno. The last column is memory that
nobody sealed, for contrast.
"""

import ctypes
import errno
import json
import os
import signal
import sys

PAGE = 4096
NONE, READ, WRITE, EXEC = 0, 1, 2, 4
PRIVATE, FIXED, ANONYMOUS, NOREPLACE = 0x2, 0x10, 0x20, 0x100000
MAYMOVE, MREMAP_FIXED, DONTUNMAP = 1, 2, 4
SYS = dict(mmap=9, mprotect=10, munmap=11, brk=12, ioctl=16, mremap=25, madvise=28, shmget=29, shmat=30, shmctl=31, shmdt=67, ptrace=101, remap_file_pages=216, userfaultfd=323,
           process_vm_writev=311, pkey_mprotect=329, process_madvise=440, pidfd_open=434, mlock=149, mseal=462)
ADVICE = dict(NORMAL=0, WILLNEED=3, DONTNEED=4, FREE=8, REMOVE=9, DONTFORK=10, DOFORK=11, MERGEABLE=12, HUGEPAGE=14,
              NOHUGEPAGE=15, DONTDUMP=16, WIPEONFORK=18, COLD=20, PAGEOUT=21, POPULATE_READ=22, POPULATE_WRITE=23,
              DONTNEED_LOCKED=24, GUARD_INSTALL=102, GUARD_REMOVE=103)

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


def call(name, *arguments):
    """0, or the errno."""
    result = libc.syscall(ctypes.c_long(SYS[name]), *[ctypes.c_long(a) for a in arguments])
    return ctypes.get_errno() if result == -1 else 0


def new_pages(count, protection=READ | WRITE):
    libc.mmap.restype = ctypes.c_void_p
    return libc.mmap(None, ctypes.c_size_t(count * PAGE), protection, PRIVATE | ANONYMOUS, -1, ctypes.c_long(0))


def shared_memory_over(at, size):
    segment = libc.shmget(0, ctypes.c_size_t(size), 0o1600)
    try:
        return call('shmat', segment, at, 0o40000)  # SHM_REMAP
    finally:
        call('shmctl', segment, 0, 0)  # IPC_RMID


def by_another(operation):
    """The operation on a process that is as this one, from this one: as a sibling of the same user would do it."""
    def attack(at, size):
        other = os.fork()
        if other == 0:
            while True:
                signal.pause()
        try:
            return operation(other, at, size)
        finally:
            os.kill(other, signal.SIGKILL)
            os.waitpid(other, 0)
    return attack


def write_by_vm(process, at, _):
    byte = ctypes.create_string_buffer(b'x', 1)
    local, remote = (ctypes.c_ulong * 2)(ctypes.addressof(byte), 1), (ctypes.c_ulong * 2)(at, 1)
    return call('process_vm_writev', process, ctypes.addressof(local), 1, ctypes.addressof(remote), 1, 0)


def write_by_mem(process, at, _):
    """Puts back what is there: FOLL_FORCE asks for no protection."""
    memory = os.open(f'/proc/{process}/mem', os.O_RDWR)
    try:
        os.pwrite(memory, os.pread(memory, 1, at), at)
    except OSError as error:
        return error.errno
    finally:
        os.close(memory)
    return 0


def write_by_ptrace(process, at, _):
    peek, poke, attach = 2, 5, 16
    result = call('ptrace', attach, process, 0, 0)
    if not result:
        os.waitpid(process, 0)
        word = ctypes.c_long()
        result = call('ptrace', peek, process, at, ctypes.addressof(word)) or call('ptrace', poke, process, at, word.value)
    return result


def madvise(process, at, size, advice):
    vector = (ctypes.c_ulong * 2)(at, size)
    return call('process_madvise', libc.syscall(SYS['pidfd_open'], process, 0), ctypes.addressof(vector), 1, advice, 0)


def by_userfaultfd(at, size):
    """Registers the range, so that faults in it are the attacker's to answer."""
    user_mode_only, api, register, missing, version = 1, 0xc018aa3f, 0xc020aa00, 1, 0xaa
    fd = libc.syscall(SYS['userfaultfd'], user_mode_only | os.O_CLOEXEC)
    if fd < 0:
        return ctypes.get_errno()
    features, request = (ctypes.c_ulong * 3)(version, 0, 0), (ctypes.c_ulong * 4)(at, size, missing, 0)
    return call('ioctl', fd, api, ctypes.addressof(features)) or call('ioctl', fd, register, ctypes.addressof(request))


def by_brk(at, _):
    """The kernel gives the old end where it refuses."""
    return 0 if libc.syscall(SYS['brk'], ctypes.c_long(at)) == at else errno.ENOMEM


OPERATIONS = {
    'mprotect to none': lambda at, size: call('mprotect', at, size, NONE),
    'mprotect to read': lambda at, size: call('mprotect', at, size, READ),
    'mprotect to read, write': lambda at, size: call('mprotect', at, size, READ | WRITE),
    'mprotect to read, execute': lambda at, size: call('mprotect', at, size, READ | EXEC),
    'mprotect to all': lambda at, size: call('mprotect', at, size, READ | WRITE | EXEC),
    'pkey_mprotect to read, write': lambda at, size: call('pkey_mprotect', at, size, READ | WRITE, -1),
    'munmap': lambda at, size: call('munmap', at, size),
    'mmap MAP_FIXED': lambda at, size: call('mmap', at, size, READ | WRITE, PRIVATE | ANONYMOUS | FIXED, -1, 0),
    'mmap MAP_FIXED_NOREPLACE': lambda at, size: call('mmap', at, size, READ | WRITE, PRIVATE | ANONYMOUS | NOREPLACE, -1, 0),
    'mremap shrinks': lambda at, size: call('mremap', at, size + PAGE, PAGE, 0),
    'mremap moves': lambda at, size: call('mremap', at, size, size + PAGE, MAYMOVE),
    'mremap moves to': lambda at, size: call('mremap', at, size, size, MAYMOVE | MREMAP_FIXED, new_pages(size // PAGE)),
    'mremap MREMAP_DONTUNMAP': lambda at, size: call('mremap', at, size, size, MAYMOVE | DONTUNMAP, 0),
    'mremap onto it': lambda at, size: call('mremap', new_pages(size // PAGE), size, size, MAYMOVE | MREMAP_FIXED, at),
    'remap_file_pages': lambda at, size: call('remap_file_pages', at, size, 0, 0, 0),
    'shmat SHM_REMAP': shared_memory_over,
    **{f'madvise {name}': lambda at, size, advice=advice: call('madvise', at, size, advice) for name, advice in ADVICE.items()},
    'munmap from before to behind': lambda at, size: call('munmap', at - PAGE, size + 2 * PAGE),
    'mmap from before to behind': lambda at, size: call('mmap', at - PAGE, size + 2 * PAGE, READ, PRIVATE | ANONYMOUS | FIXED, -1, 0),
    'mprotect from it to behind': lambda at, size: call('mprotect', at, size + PAGE, READ | WRITE),
    'mremap of nothing': lambda at, size: call('mremap', at, 0, size, MAYMOVE),
    'brk to it': by_brk,
    'shmdt': lambda at, size: call('shmdt', at),
    'userfaultfd': by_userfaultfd,
    'process_madvise PAGEOUT': lambda at, size: madvise(os.getpid(), at, size, ADVICE['PAGEOUT']),
    'process_vm_writev': lambda at, size: write_by_vm(os.getpid(), at, size),
    'write to /proc/self/mem': lambda at, size: write_by_mem('self', at, size),
    'another: process_madvise PAGEOUT': by_another(lambda process, at, size: madvise(process, at, size, ADVICE['PAGEOUT'])),
    'another: process_madvise DONTNEED': by_another(lambda process, at, size: madvise(process, at, size, ADVICE['DONTNEED'])),
    'another: process_vm_writev': by_another(write_by_vm),
    'another: write to /proc/PID/mem': by_another(write_by_mem),
    'another: ptrace': by_another(write_by_ptrace),
    'mlock': lambda at, size: call('mlock', at, size),
    'mseal again': lambda at, size: call('mseal', at, size, 0),
}


def attempt(operation, at, size):
    child = os.fork()
    if child == 0:
        os.dup2(os.open('/dev/null', os.O_WRONLY), 2)  # what it may have to say when it dies
        os._exit(operation(at, size))
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        return 'done'  # and what it did killed the child
    code = os.WEXITSTATUS(status)
    return errno.errorcode[code] if code else 'done'


def victims(report):
    """By kind, where to attack: a page inside a mapping; of what the kernel lets nobody split, all."""
    result = {}
    with open(report) as file:
        for line in file:
            item = json.loads(line)
            start, end = int(item['start'], 16), int(item['end'], 16)
            kind, name = item['kind'], item['object']
            if kind == 'loader state' and name != '[ld-seal]':
                continue  # writable at any time: as other data
            if kind in ('text', 'read-only data', 'RELRO', 'data') and 'libexpat' not in name:
                continue  # of these, a library that the attempts themselves do not need
            if kind not in result and end > start:
                whole = kind in ('vdso', 'vvar')
                inside = start + PAGE if end - start >= 3 * PAGE else start
                result[kind] = (start, end - start) if whole else (inside, PAGE)
    return result


def main():
    found = victims(sys.argv[1])
    order = ['text', 'read-only data', 'RELRO', 'data', 'loader', 'loader state', 'TLS', 'stack', 'vdso', 'vvar']
    kinds = [kind for kind in order if kind in found]
    found['(unsealed)'] = (new_pages(4) + PAGE, PAGE)  # what is before and behind it is nobody else's
    kinds.append('(unsealed)')
    print(f"{'':34}" + ''.join(f'{kind:>15}' for kind in kinds))
    for name, operation in OPERATIONS.items():
        print(f'{name:34}' + ''.join(f'{attempt(operation, *found[kind]):>15}' for kind in kinds), flush=True)


main()
