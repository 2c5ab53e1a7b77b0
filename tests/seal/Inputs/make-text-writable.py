"""Gives a file's executable segment the flag PF_W."""

import struct
import sys

PT_LOAD, PF_X, PF_W = 1, 1, 2
with open(sys.argv[1], 'r+b') as file:
    data = file.read()
    (start,) = struct.unpack_from('<Q', data, 32)
    for at in range(start, start + 56 * struct.unpack_from('<H', data, 56)[0], 56):
        kind, flags = struct.unpack_from('<II', data, at)
        if kind == PT_LOAD and flags & PF_X:
            file.seek(at + 4)
            file.write(struct.pack('<I', flags | PF_W))
