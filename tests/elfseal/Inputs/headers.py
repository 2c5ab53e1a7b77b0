"""headers.py FILE...: fails unless the program headers are such as every kernel and loader takes.

PT_LOADs ascend without overlapping and agree with their file offsets; the table lies in a PT_LOAD, where PT_PHDR
says and where kernels before 5.18 look (the first segment's displacement); the notes are mapped where they say, and aligned.
"""

import pathlib
import struct
import sys

PT_LOAD, PT_NOTE, PT_PHDR = 1, 4, 6
wrong = []


def check(path):
    image = pathlib.Path(path).read_bytes()
    (phoff,) = struct.unpack_from('<Q', image, 32)
    (phnum,) = struct.unpack_from('<H', image, 56)
    segments = [struct.unpack_from('<IIQQQQQQ', image, phoff + 56 * i) for i in range(phnum)]
    loads = [s for s in segments if s[0] == PT_LOAD and s[6] != 0]

    def expect(truth, what):
        if not truth:
            wrong.append(f'{path}: {what}')

    def mapped(offset, address, size):
        return any(o <= offset and offset + size <= o + filesz and address - v == offset - o
                   for _, _, o, v, _, filesz, _, _ in loads)

    end = 0
    for _, _, offset, address, _, filesz, memsz, align in loads:
        expect(address // 4096 * 4096 >= end, f'PT_LOAD at {address:#x} overlaps the one before it, or precedes it')
        expect((address - offset) % max(align, 4096) == 0, f'PT_LOAD at {address:#x} does not agree with its offset')
        expect(offset + filesz <= len(image), f'PT_LOAD at {address:#x} reaches beyond the file')
        end = -(-(address + memsz) // 4096) * 4096
    table = 56 * phnum
    for _, _, offset, address, _, filesz, _, _ in (s for s in segments if s[0] == PT_PHDR):
        expect((offset, filesz) == (phoff, table), 'PT_PHDR is not where the table is')
        expect(mapped(offset, address, filesz), 'PT_PHDR is not in a segment')
        displacement = loads[0][3] - loads[0][2]
        expect(address - offset == displacement, 'kernels before 5.18 would look elsewhere for the headers')
    for _, _, offset, address, _, filesz, _, align in (s for s in segments if s[0] == PT_NOTE):
        expect(mapped(offset, address, filesz), f'the notes at {address:#x} are not in a segment')
        expect(address % align == 0, f'the notes at {address:#x} are not aligned to {align}')


for path in sys.argv[1:]:
    check(path)
sys.exit('\n'.join(wrong) or 0)
