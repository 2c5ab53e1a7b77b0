"""retype.py FILE FROM TO: changes the type of the one dynamic relocation of type FROM in FILE to TO.

Makes relocations that a loader must know and that linkers make only in odd circumstances.
"""

import struct
import sys

path, old, new = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with open(path, 'r+b') as file:
    image = bytearray(file.read())
    (shoff,) = struct.unpack_from('<Q', image, 40)
    (shnum,) = struct.unpack_from('<H', image, 60)
    found = []
    for header in range(shoff, shoff + 64 * shnum, 64):
        kind, offset, size = struct.unpack_from('<4xI16xQQ', image, header)
        if kind == 4:  # SHT_RELA
            found += [entry + 8 for entry in range(offset, offset + size, 24)
                      if struct.unpack_from('<I', image, entry + 8)[0] == old]
    assert len(found) == 1, f'{len(found)} relocations of type {old} in {path}'
    struct.pack_into('<I', image, found[0], new)
    file.seek(0)
    file.write(image)
