"""note-to-seal.py FILE: makes FILE's PT_NOTE segment a PT_GNU_SEAL segment."""

import struct
import sys

with open(sys.argv[1], 'r+b') as file:
    image = bytearray(file.read())
    (phoff,) = struct.unpack_from('<Q', image, 32)
    (phnum,) = struct.unpack_from('<H', image, 56)
    for header in range(phoff, phoff + 56 * phnum, 56):
        if struct.unpack_from('<I', image, header)[0] == 4:
            struct.pack_into('<I', image, header, 0x64745ea1)
    file.seek(0)
    file.write(image)
