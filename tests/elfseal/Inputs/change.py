"""change.py ELFSEAL FILE: changes bytes of a marked file's headers, one at a time; fails if --unmark takes one of these for the file it marked."""

import pathlib
import struct
import subprocess
import sys

elfseal, name = sys.argv[1:]
marked = pathlib.Path(name).read_bytes()
table, sections = struct.unpack_from('<QQ', marked, 32)
count, _, section_count = struct.unpack_from('<HHH', marked, 56)
places = [*range(24, 64), *range(table, table + 56 * count, 3), *range(sections, sections + 64 * section_count, 11)]
taken = []
for place in places:
    changed = bytearray(marked)
    changed[place] ^= 0x10
    pathlib.Path(name).write_bytes(changed)
    run = subprocess.run([elfseal, '--unmark', '--verbose', name], capture_output=True, text=True, errors='replace')
    if 'byte for byte' in run.stdout or run.returncode not in (0, 3):
        taken.append((place, run.returncode))
print(len(places), 'places')
sys.exit(f'taken for the marked file: {taken}' if taken else 0)
