"""make_corpus.py COMPILER OUT: writes the fuzzers' first inputs, OUT/elf/* and OUT/cache/*, each a few KB."""

import os
import struct
import subprocess
import sys

compiler, out = sys.argv[1:]

# A little of everything that a loader reads; what the linker makes of it is up to its options.
SOURCE = r'''
        .text
        .globl  function, data, weak_one, pick, thread, thread_zero
        .weak   weak_one, absent
        .type   function, @function
function:
        call    other@PLT
        movq    data@GOTPCREL(%rip), %rax
        movq    absent@GOTPCREL(%rip), %rax
        .byte   0x66
        leaq    thread@tlsgd(%rip), %rdi
        .word   0x6666
        rex64
        call    __tls_get_addr@PLT
        movq    thread@gottpoff(%rip), %rax
        leaq    thread_zero@tlsdesc(%rip), %rax
        call    *thread_zero@tlscall(%rax)
        ret
        .size   function, . - function
        .type   weak_one, @function
weak_one:
        ret
        .type   pick, @gnu_indirect_function
pick:   movq    function@GOTPCREL(%rip), %rax
        ret
        .data
        .p2align 3
        .type   data, @object
        .size   data, 56
data:   .quad   function, data, data + 8, pick
        .quad   private, private, private
private:
        .quad   data
        .section .init_array, "aw", @init_array
        .quad   function
        .section .fini_array, "aw", @fini_array
        .quad   function
        .section .data.rel.ro, "aw", @progbits
        .quad   function, weak_one, data
        .section .tdata, "awT", @progbits
        .type   thread, @object
        .size   thread, 4
thread: .long   7
        .section .tbss, "awT", @nobits
        .type   thread_zero, @object
        .size   thread_zero, 8
        .p2align 4
thread_zero:
        .skip   8
        .section .note.ldseal, "a", @note
        .p2align 2
        .long   8, 8, 1
        .asciz  "ELFSEAL"
        .long   1, 0
        .section .note.gnu.property, "a", @note
        .p2align 3
        .long   4, 16, 5
        .asciz  "GNU"
        .long   0xc0000002, 4, 3, 0
        .section .note.GNU-stack, "", @progbits
'''
VERSIONS = 'V1 { global: function; weak_one; local: private; };\nV2 { global: data; pick; thread*; } V1;\n'
PROGRAM = '''
        .globl  _start
_start: call    function
        leaq    data(%rip), %rax
        ret
        .section .note.GNU-stack, "", @progbits
'''

USER = '''
        .data
        .quad   function, data, pick
        .section .note.GNU-stack, "", @progbits
'''


def make_objects(folder):
    def write(name, text):
        with open(os.path.join(folder, name), 'w') as file:
            file.write(text)

    def link(name, *options, source='library.s'):
        # Options that this linker does not know cost one input, no more.
        result = subprocess.run([compiler, '-nostdlib', '-s', '-Wl,-z,noseparate-code', '-Wl,-z,max-page-size=4096',
                                 '-Wl,--build-id=sha1', source, *options, '-o', name],
                                cwd=folder, stderr=subprocess.PIPE, text=True)
        if result.returncode:
            print(name + ': ' + result.stderr, file=sys.stderr)
        return result.returncode == 0

    write('library.s', SOURCE)
    write('program.s', PROGRAM)
    write('user.s', USER)
    write('versions', VERSIONS)
    made = link('gnu.so', '-shared', '-Wl,-soname,gnu.so', '-Wl,--hash-style=gnu')
    link('sysv.so', '-shared', '-Wl,--hash-style=sysv', '-Wl,-rpath,$ORIGIN')
    link('both.so', '-shared', '-Wl,--hash-style=both', '-Wl,-Bsymbolic', '-Wl,-z,now')
    link('versions.so', '-shared', '-Wl,-soname,versions.so', '-Wl,--version-script=versions')
    link('relr.so', '-shared', '-Wl,-z,pack-relative-relocs')
    link('needs.so', '-shared', './versions.so', source='user.s')
    link('program', '-no-pie', './versions.so', '-Wl,--allow-shlib-undefined', source='program.s')
    for name in ('library.s', 'program.s', 'user.s', 'versions'):
        os.remove(os.path.join(folder, name))
    if not made:
        sys.exit('no seed could be linked')


def make_caches(folder):
    def cache(entries, hwcaps=()):
        strings, header, extension = b'', 48, b''

        def string(text):
            nonlocal strings
            strings += text.encode() + b'\0'
            return header + 24 * len(entries) + len(strings) - len(text) - 1

        table = b''.join(struct.pack('<IIIIQ', 0x303, string(key), string(value), 0, hwcap)
                         for key, value, hwcap in entries)
        names = struct.pack(f'<{len(hwcaps)}I', *map(string, hwcaps))
        offset = 0
        if hwcaps:
            strings += bytes(-len(strings) % 4)
            offset = header + len(table) + len(strings)
            extension = struct.pack('<6I', 0xeaa42174, 1, 1, 0, offset + 24, len(names)) + names
        return struct.pack('<20s2IB3x4I', b'glibc-ld.so.cache1.1', len(entries), len(strings), 2, offset, 0, 0,
                           0) + table + strings + extension

    plain = cache([('libm.so.6', '/lib/libm.so.6', 0), ('libc.so.6', '/lib/libc.so.6', 0), ('a', '/lib/a', 0)])
    seeds = {
        'plain': plain,
        'empty': cache([]),
        'old': b'ld.so-1.7.0\0' + struct.pack('<I', 1) + bytes(12) + bytes(4) + plain,
        'hwcaps': cache([('libc.so.6', '/v3/libc.so.6', 1 << 62 | 1), ('libc.so.6', '/v2/libc.so.6', 1 << 62),
                         ('libc.so.6', '/lib/libc.so.6', 0), ('a', '/odd/a', 1 << 50)], ['x86-64-v2', 'x86-64-v3']),
        'numbers': cache([(f'lib{number}.so', f'/lib/{number}', 0) for number in range(12, 0, -1)]),
    }
    for name, content in seeds.items():
        with open(os.path.join(folder, name), 'wb') as file:
            file.write(content)


def make_marks(folder):
    """elfseal's: the objects, each with what is asked for in front."""
    make_objects(folder)
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        with open(path, 'rb') as file:
            content = file.read()
        os.remove(path)
        if content[:4] == b'\x7fELF':
            for wish in (0, 1, 7, 11, 31):
                with open(f'{path}-{wish}', 'wb') as file:
                    file.write(bytes([wish, 4]) + content)


for kind, make in (('elf', make_objects), ('cache', make_caches), ('mark', make_marks)):
    os.makedirs(os.path.join(out, kind), exist_ok=True)
    make(os.path.join(out, kind))
