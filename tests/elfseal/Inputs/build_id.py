"""build_id.py FILE: prints the build id that the program headers lead to, of a file that may be cut off behind it."""

import struct
import sys

PT_NOTE, NT_GNU_BUILD_ID = 4, 3

with open(sys.argv[1], 'rb') as file:
    data = file.read()
(table,) = struct.unpack_from('<Q', data, 32)
(count,) = struct.unpack_from('<H', data, 56)
for at in range(table, table + 56 * count, 56):
    kind, _, offset, _, _, size, _, align = struct.unpack_from('<IIQQQQQQ', data, at)
    end = offset + size
    while kind == PT_NOTE and offset + 12 < min(end, len(data)):
        owner, descriptor, note = struct.unpack_from('<III', data, offset)
        text = offset + (12 + owner + align - 1) // align * align
        if note == NT_GNU_BUILD_ID and data[offset + 12:offset + 16] == b'GNU\0':
            print(data[text:text + descriptor].hex())
            sys.exit()
        offset = (text + descriptor + align - 1) // align * align
sys.exit('no build id')
