"""relro-to.py FILE SYMBOL: turns FILE's PT_GNU_STACK into a PT_GNU_RELRO from its writable segment's page to SYMBOL."""

import struct
import subprocess
import sys

path, symbol = sys.argv[1:]
symbols = subprocess.run(['llvm-nm', path], capture_output=True, text=True, check=True).stdout
end = next(int(line.split()[0], 16) for line in symbols.splitlines() if line.split()[-1] == symbol)
first = next(int(line.split()[0], 16) for line in symbols.splitlines() if line.split()[-1] == 'first_page')
with open(path, 'r+b') as file:
    image = bytearray(file.read())
    (phoff,) = struct.unpack_from('<Q', image, 32)
    (phnum,) = struct.unpack_from('<H', image, 56)
    headers = range(phoff, phoff + 56 * phnum, 56)
    for header in headers:
        kind, flags, offset, address, _, size = struct.unpack_from('<IIQQQQ', image, header)
        if kind == 1 and address <= first < address + size:
            load = (offset, address)
    for header in headers:
        if struct.unpack_from('<I', image, header)[0] == 0x6474e551:  # PT_GNU_STACK
            struct.pack_into('<IIQQQQQQ', image, header, 0x6474e552, 4, load[0] + first - load[1], first, first,
                             end - first, end - first, 1)
    file.seek(0)
    file.write(image)
