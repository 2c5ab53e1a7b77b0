"""make-weak.py FILE: gives every version that FILE needs the flag VER_FLG_WEAK."""

import struct
import sys

with open(sys.argv[1], 'r+b') as file:
    image = bytearray(file.read())
    (shoff,) = struct.unpack_from('<Q', image, 40)
    (shnum,) = struct.unpack_from('<H', image, 60)
    for header in range(shoff, shoff + 64 * shnum, 64):
        kind, need = struct.unpack_from('<4xI16xQ', image, header)
        if kind != 0x6ffffffe:  # SHT_GNU_verneed
            continue
        while True:
            count, _, first, following = struct.unpack_from('<2xHIII', image, need)
            entry = need + first
            for _ in range(count):
                struct.pack_into('<H', image, entry + 4, 2)
                entry += struct.unpack_from('<I', image, entry + 12)[0]
            if not following:
                break
            need += following
    file.seek(0)
    file.write(image)
