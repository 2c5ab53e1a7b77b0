"""claims.py FOLDER: files of few megabytes that claim much work, each in another way."""

import pathlib
import struct
import sys

folder = pathlib.Path(sys.argv[1])
PT_LOAD, PT_DYNAMIC, PT_NOTE, PT_MUTABLE = 1, 2, 4, 0x65A3DBE5
SHT_PROGBITS, SHT_STRTAB, SHT_NOTE, SHT_NOBITS, SHT_GNU_HASH = 1, 3, 7, 8, 0x6FFFFFF6
TABLE, PAGE, MANY = 64, 4096, 60000


def segment(kind, offset, size, alignment=8):
    return struct.pack('<IIQQQQQQ', kind, 4, offset, offset, offset, size, size, alignment)


def section(kind, offset, size, flags=0, name=0, address=None, alignment=1):
    return struct.pack('<IIQQQQIIQQ', name, kind, flags, offset if address is None else address, offset, size, 0, 0, alignment, 0)


def write(name, segments, contents, sections=(), names=0):
    """The segments' first covers all; `contents` stand at the place that is_at() tells."""
    at = is_at(len(segments))
    end = at + len(contents)
    table = b''.join(segments)
    headers = b''.join([section(0, 0, 0), *sections]) if sections else b''
    header = b'\x7fELF\2\1\1' + bytes(9) + struct.pack(
        '<HHIQQQIHHHHHH', 3, 62, 1, 0, TABLE, end if sections else 0, 0, 64, 56, len(segments), 64, len(headers) // 64, names)
    (folder / name).write_bytes((header + table).ljust(at, b'\0') + contents + headers)


def is_at(segments):
    return -(-(TABLE + 56 * segments) // PAGE) * PAGE


note = struct.pack('<III', 4, 8000, 5) + b'GNU\0' + struct.pack('<II', 1, 0) * 1000
at, notes = is_at(4002), note * 1000
write('notes', [segment(PT_LOAD, 0, at + len(notes), PAGE), segment(PT_DYNAMIC, 64, 0), *[segment(PT_NOTE, at, len(notes))] * 4000], notes)

at, size = is_at(2), 8 << 20
load = [segment(PT_LOAD, 0, at, PAGE), segment(PT_DYNAMIC, 64, 0)]
write('sections', load, b'\1' * size, [section(SHT_PROGBITS, at, size)] * MANY)

dynamic = struct.pack('<QQ', SHT_GNU_HASH - 1, 5) * MANY
own = struct.pack('<III', 4, 4000, 1) + b'GNU\0' + bytes(4000)
at = is_at(3)
write('hashes', [segment(PT_LOAD, 0, at + len(own) + len(dynamic), PAGE), segment(PT_NOTE, at, len(own), 4),
                 segment(PT_DYNAMIC, at + len(own), len(dynamic))], own + dynamic, [section(SHT_GNU_HASH, at + 8, 8, 2)] * MANY)

at, notes = is_at(2), struct.pack('<III', 0, 0, 1) * 4096
write('loose', load, notes, [section(SHT_NOTE, at, len(notes), 2, alignment=4)] * MANY)

names = b'\0.openbsd.mutable\0'.ljust(64, b'\0')
at = is_at(3902)
write('mutable', [segment(PT_LOAD, 0, at, PAGE), segment(PT_DYNAMIC, 64, 0), *[segment(PT_MUTABLE, 1 << 20, 0)] * 3900], names.ljust(1 << 20, b'\0'),
      [*(section(SHT_NOBITS, at, 8, 3, 1, 0x10000000 + i) for i in range(MANY)), section(SHT_STRTAB, at, len(names))], MANY + 1)
