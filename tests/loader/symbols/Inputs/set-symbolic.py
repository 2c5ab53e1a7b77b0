"""set-symbolic.py FILE: puts DT_SYMBOLIC into the first spare entry of FILE's dynamic section."""

import struct
import sys

with open(sys.argv[1], 'r+b') as file:
    image = bytearray(file.read())
    (phoff,) = struct.unpack_from('<Q', image, 32)
    (phnum,) = struct.unpack_from('<H', image, 56)
    for header in range(phoff, phoff + 56 * phnum, 56):
        kind, offset, size = struct.unpack_from('<I4xQ16xQ', image, header)
        if kind == 2:  # PT_DYNAMIC
            for entry in range(offset, offset + size, 16):
                if struct.unpack_from('<Q', image, entry)[0] == 0:
                    assert struct.unpack_from('<Q', image, entry + 16)[0] == 0, 'no room'
                    struct.pack_into('<QQ', image, entry, 16, 0)
                    break
    file.seek(0)
    file.write(image)
