"""damage.py LIBRARY FOLDER: copies of a shared library, each damaged in one way that its name tells."""

import pathlib
import shutil
import struct
import sys

library, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
shutil.rmtree(folder, ignore_errors=True)
folder.mkdir(parents=True)
image = library.read_bytes()
PHOFF, = struct.unpack_from('<Q', image, 32)
COUNT, = struct.unpack_from('<H', image, 56)
PT_NULL, PT_LOAD, PT_DYNAMIC = 0, 1, 2


def write(name, data):
    (folder / f'lib{name}.so').write_bytes(data)


def patched(*patches):
    data = bytearray(image)
    for at, form, value in patches:
        struct.pack_into('<' + form, data, at, value)
    return data


def headers(kind):
    """Offsets of the program headers of that type."""
    for at in range(PHOFF, PHOFF + COUNT * 56, 56):
        if struct.unpack_from('<I', image, at)[0] == kind:
            yield at


write('whole', image)
write('empty', b'')
write('short', image[:5])
write('one-byte-short', image[:63])
write('header-only', image[:64])
write('headers-cut', image[:64 + 56])
write('script', b'#!/bin/sh\nexit 0\n' + b' ' * 100)
write('text', b'GROUP ( /lib/x86_64-linux-gnu/libc.so.6 AS_NEEDED ( nothing ) )  /* a linker script */\n')
for name, at, form, value in [
        ('class-32', 4, 'B', 1), ('class-9', 4, 'B', 9), ('big-endian', 5, 'B', 2), ('ident-version', 6, 'B', 0),
        ('freebsd', 7, 'B', 9), ('abi-version', 8, 'B', 1), ('padding', 12, 'B', 1), ('version', 20, 'I', 2),
        ('other-machine', 18, 'H', 183), ('relocatable', 16, 'H', 1), ('core', 16, 'H', 4), ('no-type', 16, 'H', 0),
        ('executable', 16, 'H', 2), ('phentsize', 54, 'H', 55), ('no-headers', 56, 'H', 0),
        ('headers-behind-the-end', 32, 'Q', 1 << 40)]:
    write(name, patched((at, form, value)))
write('gnu-abi-3', patched((7, 'B', 3), (8, 'B', 3)))
write('gnu-abi-9', patched((7, 'B', 3), (8, 'B', 9)))
write('class-32-other-machine', patched((4, 'B', 1), (18, 'H', 3)))
write('big-endian-other-machine', patched((5, 'B', 2), (18, 'H', 22 << 8)))
write('other-machine-and-version', patched((6, 'B', 0), (18, 'H', 183)))
write('no-segments', patched(*((at, 'I', PT_NULL) for at in headers(PT_LOAD))))
write('not-aligned', patched(*((at + 8, 'Q', 8) for at in headers(PT_LOAD))))
write('no-dynamic', patched(*((at, 'I', PT_NULL) for at in headers(PT_DYNAMIC))))
write('empty-dynamic', patched(*((at + 32, 'Q', 0) for at in headers(PT_DYNAMIC))))
write('executable-without-dynamic', patched((16, 'H', 2), *((at, 'I', PT_NULL) for at in headers(PT_DYNAMIC))))
(folder / 'libfolder.so').mkdir()
(folder / 'liblooped.so').symlink_to('liblooped.so')
(folder / 'libdangling.so').symlink_to('nowhere')
