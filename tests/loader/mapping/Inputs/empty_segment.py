"""empty_segment.py [--first] FILE...: makes each file's PT_GNU_STACK header an empty PT_LOAD, of an address below the others',
or with --first before all other headers, of another address than that which the file's start has."""

import struct
import sys

PT_LOAD, PT_GNU_STACK, PF_RW = 1, 0x6474E551, 6

first = sys.argv[1] == '--first'
for name in sys.argv[1 + first:]:
    with open(name, 'r+b') as file:
        header = file.read(64)
        (table,) = struct.unpack_from('<Q', header, 32)
        (count,) = struct.unpack_from('<H', header, 56)
        file.seek(table)
        segments = [file.read(56) for _ in range(count)]
        (place,) = (i for i, s in enumerate(segments) if struct.unpack_from('<I', s)[0] == PT_GNU_STACK)
        segments[place] = struct.pack('<IIQQQQQQ', PT_LOAD, PF_RW, *((0, 0x1000) if first else (0x490, 0)), 0, 0, 0, 0x1000)
        if first:
            segments.insert(0, segments.pop(place))
        file.seek(table)
        file.write(b''.join(segments))
