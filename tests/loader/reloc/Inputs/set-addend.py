"""set-addend.py FILE TYPE ADDEND: gives every dynamic relocation of TYPE in FILE this addend."""

import struct
import sys

path, kind, addend = sys.argv[1], int(sys.argv[2]), int(sys.argv[3], 0)
with open(path, 'r+b') as file:
    image = bytearray(file.read())
    (shoff,) = struct.unpack_from('<Q', image, 40)
    (shnum,) = struct.unpack_from('<H', image, 60)
    for header in range(shoff, shoff + 64 * shnum, 64):
        section, offset, size = struct.unpack_from('<4xI16xQQ', image, header)
        if section == 4:  # SHT_RELA
            for entry in range(offset, offset + size, 24):
                if struct.unpack_from('<I', image, entry + 8)[0] == kind:
                    struct.pack_into('<q', image, entry + 16, addend)
    file.seek(0)
    file.write(image)
