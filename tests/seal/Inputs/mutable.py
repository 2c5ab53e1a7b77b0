"""mutable.py FILE TYPE: turns FILE's PT_GNU_STACK into a header of TYPE over the second page of section .mutable."""

import struct
import subprocess
import sys

path, kind = sys.argv[1], int(sys.argv[2], 0)
symbols = subprocess.run(['llvm-nm', path], capture_output=True, text=True, check=True).stdout
page = next(int(line.split()[0], 16) for line in symbols.splitlines() if line.split()[-1] == 'pages') + 4096
with open(path, 'r+b') as file:
    image = bytearray(file.read())
    (phoff,) = struct.unpack_from('<Q', image, 32)
    (phnum,) = struct.unpack_from('<H', image, 56)
    for header in range(phoff, phoff + 56 * phnum, 56):
        if struct.unpack_from('<I', image, header)[0] == 0x6474e551:  # PT_GNU_STACK
            struct.pack_into('<IIQQQQQQ', image, header, kind, 4, page, page, page, 4096, 4096, 4096)
    file.seek(0)
    file.write(image)
