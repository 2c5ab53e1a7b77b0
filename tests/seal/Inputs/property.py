"""property.py FILE: turns FILE's PT_GNU_STACK into a PT_GNU_PROPERTY over its 8-aligned PT_NOTE, as a linker has it."""

import struct
import sys

with open(sys.argv[1], 'r+b') as file:
    image = bytearray(file.read())
    (phoff,) = struct.unpack_from('<Q', image, 32)
    (phnum,) = struct.unpack_from('<H', image, 56)
    headers = [list(struct.unpack_from('<IIQQQQQQ', image, phoff + 56 * i)) for i in range(phnum)]
    note = next(header for header in headers if header[0] == 4 and header[7] == 8)
    stack = next(i for i, header in enumerate(headers) if header[0] == 0x6474e551)
    struct.pack_into('<IIQQQQQQ', image, phoff + 56 * stack, 0x6474e553, *note[1:])
    file.seek(0)
    file.write(image)
