"""Turns a file's PT_PHDR into PT_NULL."""

import struct
import sys

with open(sys.argv[1], 'r+b') as file:
    data = file.read()
    (start,) = struct.unpack_from('<Q', data, 32)
    for at in range(start, start + 56 * struct.unpack_from('<H', data, 56)[0], 56):
        if struct.unpack_from('<I', data, at)[0] == 6:
            file.seek(at)
            file.write(bytes(4))
