"""property.py FILE...: prints the types of the properties in a file's PT_GNU_PROPERTY, in their order.

Fails unless there is one such segment, a PT_NOTE covers the same, the note fills it, and a section, if any lies there,
has its size.
"""

import struct
import sys

PT_NOTE, PT_GNU_PROPERTY, SHT_NOTE = 4, 0x6474e553, 7

for path in sys.argv[1:]:
    with open(path, 'rb') as file:
        image = file.read()
    phoff, shoff = struct.unpack_from('<QQ', image, 32)
    phnum, _, shnum = struct.unpack_from('<HHH', image, 56)
    segments = [struct.unpack_from('<IIQQQQQQ', image, phoff + 56 * i) for i in range(phnum)]
    ((_, _, offset, address, _, size, memory, align),) = [s for s in segments if s[0] == PT_GNU_PROPERTY]
    assert size == memory and align == 8 and address % 8 == 0
    assert [s[5] for s in segments if s[0] == PT_NOTE and s[2] == offset and s[3] == address] == [size]
    for section in (struct.unpack_from('<IIQQQQIIQQ', image, shoff + 64 * i) for i in range(shnum)):
        if section[1] == SHT_NOTE and section[4] == offset:
            assert section[3] == address and section[5] == size
    name, data, kind = struct.unpack_from('<III', image, offset)
    assert (name, data, kind, image[offset + 12:offset + 16]) == (4, size - 16, 5, b'GNU\0')
    at, types = offset + 16, []
    while at < offset + size:
        kind, length = struct.unpack_from('<II', image, at)
        types.append(f'{kind:#x}')
        at += 8 + -(-length // 8) * 8
    assert at == offset + size
    print(f'{path}: {" ".join(types)}')
