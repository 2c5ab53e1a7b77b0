"""policy.py FILE: prints the policy of each mark in PT_NOTE segments, read here without elfseal's help."""

import pathlib
import struct
import sys

image = pathlib.Path(sys.argv[1]).read_bytes()
(phoff,) = struct.unpack_from('<Q', image, 32)
(phnum,) = struct.unpack_from('<H', image, 56)
for header in range(phoff, phoff + 56 * phnum, 56):
    kind, _, at, _, _, size, _, align = struct.unpack_from('<IIQQQQQQ', image, header)
    if kind != 4:
        continue
    align = 8 if align == 8 else 4
    end = at + size
    while at + 12 <= end:
        namesz, descsz, type_ = struct.unpack_from('<III', image, at)
        desc = at + -(-(12 + namesz) // align) * align
        if image[at + 12:at + 12 + namesz] == b'ELFSEAL\0' and type_ == 1:
            print(struct.unpack_from('<II', image, desc)[1])
        at = desc + -(-descsz // align) * align
