"""empty_segment.py FILE...: makes each file's PT_GNU_STACK header an empty PT_LOAD, at an address below the others."""

import struct
import sys

PT_LOAD, PT_GNU_STACK, PF_RW = 1, 0x6474E551, 6

for name in sys.argv[1:]:
    with open(name, 'r+b') as file:
        header = file.read(64)
        (table,) = struct.unpack_from('<Q', header, 32)
        (count,) = struct.unpack_from('<H', header, 56)
        for at in range(table, table + 56 * count, 56):
            file.seek(at)
            if struct.unpack('<I', file.read(4))[0] == PT_GNU_STACK:
                file.seek(at)
                file.write(struct.pack('<IIQQQQQQ', PT_LOAD, PF_RW, 0x490, 0, 0, 0, 0, 0x1000))
                break
        else:
            sys.exit(f'{name}: no PT_GNU_STACK')
