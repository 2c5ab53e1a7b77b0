"""damage.py N FILE ELFSEAL...: has elfseal work on N copies of FILE with bytes changed in its headers and notes.

It must end with 0, 1 or 3, never by a signal, within 10 seconds and 512 MiB (unless built with AddressSanitizer), having
said one line at most, and with 3 one that does not ask for a report. The damage depends on N alone.
"""

import collections
import pathlib
import random
import resource
import struct
import subprocess
import sys
import tempfile

number, path, *elfseal = int(sys.argv[1]), pathlib.Path(sys.argv[2]), *sys.argv[3:]
image = path.read_bytes()
chance = random.Random(number)
(phoff, shoff) = struct.unpack_from('<QQ', image, 32)
phnum, _, shnum = struct.unpack_from('<HHH', image, 56)
places = [(0, 64), (phoff, phoff + 56 * phnum), (shoff, shoff + 64 * shnum)]
for header in range(phoff, phoff + 56 * phnum, 56):
    kind, _, offset, _, _, size = struct.unpack_from('<IIQQQQ', image, header)
    if kind in (2, 3, 4, 0x6474e553):  # dynamic section, interpreter, notes
        places.append((offset, offset + size))
values = [0, 1, 2, 3, 4, 7, 8, 0x7f, 0xfff, 0x1000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000, 2**47, 2**63,
          2**64 - 1, 2**64 - 8, len(image), len(image) - 1]


def damaged():
    copy = bytearray(image)
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        start, end = chance.choice(places)
        width, code = chance.choice([(1, 'B'), (2, 'H'), (4, 'I'), (8, 'Q'), (8, 'Q')])
        at = chance.randrange(start, max(start + 1, end - width + 1)) // width * width
        value = chance.choice(values + [chance.getrandbits(64)]) % 2**(8 * width)
        struct.pack_into('<' + code, copy, min(at, len(copy) - width), value)
    return copy


sanitized = b'__asan_init' in pathlib.Path(elfseal[0]).read_bytes()


def limited():
    if not sanitized:
        resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))


count = collections.Counter()
wrong = []
with tempfile.TemporaryDirectory() as folder:
    copy = pathlib.Path(folder, 'damaged')
    for turn in range(number):
        bytes_ = damaged()
        for options in (['--show'], ['--show', '--json'], ['--check'], ['--mark', '--policy=data'], ['--unmark']):
            if options[0] != '--unmark':
                copy.write_bytes(bytes_)
            try:
                done = subprocess.run([*elfseal, *options, copy], capture_output=True, preexec_fn=limited, timeout=600)
                status, said = done.returncode, done.stderr.decode(errors='replace')
            except subprocess.TimeoutExpired:
                status, said = 'too long', ''
            count[options[0], status] += 1
            lines = {0: (0, 1), 1: (0, 1), 3: (1,)}.get(status, ())
            in_order = said.count('\n') in lines and (not said or said.startswith('elfseal: '))
            if not in_order or 'please report' in said or [p.name for p in pathlib.Path(folder).iterdir()] != ['damaged']:
                wrong.append(f'{options} {turn}: {status}: {said[:2000]}')
print(dict(count))
sys.exit('\n'.join(wrong[:20]) or 0)
