"""A copy of a program that names another interpreter (PT_INTERP): how tests start unmodified programs."""

import os
import pathlib
import struct
import sys

PT_INTERP = 3


def with_interpreter(program, interpreter, folder):
    """A copy of program whose PT_INTERP is interpreter; the path is put at the end of the file.

    The kernel reads the path by its place in the file alone, so the copy needs no new segment.
    """
    image = bytearray(pathlib.Path(program).read_bytes())
    (phoff,) = struct.unpack_from('<Q', image, 32)
    phentsize, phnum = struct.unpack_from('<HH', image, 54)
    for header in range(phoff, phoff + phnum * phentsize, phentsize):
        if struct.unpack_from('<I', image, header)[0] == PT_INTERP:
            path = os.fsencode(interpreter) + b'\0'
            struct.pack_into('<Q', image, header + 8, len(image))
            struct.pack_into('<QQ', image, header + 32, len(path), len(path))
            copy = os.path.join(folder, os.path.basename(program))
            pathlib.Path(copy).write_bytes(image + path)
            os.chmod(copy, 0o755)
            return copy
    sys.exit(f'{program} has no PT_INTERP')
