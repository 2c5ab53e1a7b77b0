"""header.py FILE TYPE [FIELD=NUMBER...] [behind-text]: changes the last program header of a type (2: PT_DYNAMIC).

FIELD is flags, offset, vaddr, paddr, filesz, memsz or align; +NUMBER adds. `behind-text` moves the header behind that of
the text segment.
"""

import pathlib
import struct
import sys

FIELDS = {'flags': (4, '<I'), 'offset': (8, '<Q'), 'vaddr': (16, '<Q'), 'paddr': (24, '<Q'), 'filesz': (32, '<Q'),
          'memsz': (40, '<Q'), 'align': (48, '<Q')}
PT_LOAD, PF_X, SIZE = 1, 1, 56

path, kind, changes = pathlib.Path(sys.argv[1]), int(sys.argv[2], 0), sys.argv[3:]
image = bytearray(path.read_bytes())
(start,) = struct.unpack_from('<Q', image, 32)
(count,) = struct.unpack_from('<H', image, 56)
headers = [image[start + SIZE * i:start + SIZE * (i + 1)] for i in range(count)]
chosen = [header for header in headers if struct.unpack_from('<I', header)[0] == kind][-1]
for change in changes:
    if change == 'behind-text':
        headers = [header for header in headers if header is not chosen]
        text = next(i for i, header in enumerate(headers)
                    if struct.unpack_from('<I', header)[0] == PT_LOAD and struct.unpack_from('<I', header, 4)[0] & PF_X)
        headers.insert(text + 1, chosen)
    else:
        field, value = change.split('=')
        at, form = FIELDS[field]
        before = struct.unpack_from(form, chosen, at)[0] if value.startswith('+') else 0
        struct.pack_into(form, chosen, at, before + int(value, 0))
image[start:start + SIZE * count] = b''.join(headers)
path.write_bytes(image)
