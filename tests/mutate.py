"""mutate.py (--truncate | --headers=N | --tables=N) [--library] FILE LOADER [ARG...]: runs it on damaged copies.

The loader must end with status 0, 126 or 127; when it fails, with one message on standard error
(tests/refusal.py); never by a signal, and within 20 seconds. A program that has printed "started" may end as it
will. Prints what broke that, and fails. The damage depends on N alone, so that every run is the same.

    --truncate    cuts the file at the edges and in the middle of each header and segment
    --headers=N   N copies with bytes or words changed in the headers and in the loader's tables
    --library     FILE is a library that the program named by ARG finds through LD_LIBRARY_PATH
    --tables=N    the same in the loader's tables alone (dynamic, symbols, strings, hashes, versions, relocations)
"""

import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

from refusal import is_refusal

mode, *command = sys.argv[1:]
as_library = command[0] == '--library'
path, *command = command[as_library:]
image = pathlib.Path(path).read_bytes()


def headers():
    """Where each part of the file begins and ends: ELF header, program headers, segments."""
    (phoff,) = struct.unpack_from('<Q', image, 32)
    phentsize, phnum = struct.unpack_from('<HH', image, 54)
    yield 0, 64
    for header in range(phoff, phoff + phentsize * phnum, phentsize):
        yield header, header + phentsize
        offset, size = struct.unpack_from('<8xQ16xQ', image, header)
        if size:
            yield offset, offset + size


def truncated():
    loaded = max(end for _, end in headers())
    edges = {point for span in headers() for edge in span for point in (edge - 1, edge, edge + 1)}
    middles = {(start + end) // 2 for start, end in headers()}
    for length in sorted(edges | middles):
        if 0 <= length < loaded:
            yield f'cut to {length} bytes', image[:length]


def mutated(count, with_headers):
    chance = random.Random(count)
    tables = []
    for section, start, size in sections():
        if section in (3, 4, 5, 6, 11, 14, 15, 16, 19, 0x6ffffff6, 0x6ffffffd, 0x6ffffffe, 0x6fffffff):
            tables.append((start, start + size))
    (phoff,) = struct.unpack_from('<Q', image, 32)
    phnum = struct.unpack_from('<H', image, 56)[0]
    spans = [span for span in tables if span[0] < span[1]]
    if with_headers:
        spans += [(16, 64), (phoff, phoff + 56 * phnum)] * 3
    interesting = [0, 1, 0x7f, 0x80, 0xff]
    for number in range(count):
        copy = bytearray(image)
        what = []
        for _ in range(chance.choice([1, 1, 1, 2, 4])):
            start, end = chance.choice(spans)
            at = chance.randrange(start, end)
            if chance.random() < 0.3 and at + 8 <= len(copy):  # a whole word
                at = at // 8 * 8
                value = chance.choice([0, 1, 2**32, 2**47, 2**63 - 1, 2**63, 2**64 - 4096, 2**64 - 1])
                copy[at:at + 8] = struct.pack('<Q', value)
            else:
                value = chance.choice(interesting + [chance.randrange(256)] * 3)
                copy[at] = value
            what.append(f'{at:#x}={value:#x}')
        yield f'number {number}: {" ".join(what)}', bytes(copy)


def sections():
    (shoff,) = struct.unpack_from('<Q', image, 40)
    (shnum,) = struct.unpack_from('<H', image, 60)
    for header in range(shoff, shoff + 64 * shnum, 64):
        kind, offset, size = struct.unpack_from('<4xI16xQQ', image, header)
        yield kind, offset, size


if mode == '--truncate':
    damaged = truncated()
else:
    damaged = mutated(int(mode.split('=')[1]), mode.startswith('--headers'))
bad = count = refused = 0
with tempfile.TemporaryDirectory() as folder:
    victim = os.path.join(folder, os.path.basename(path))
    arguments = command if as_library else [*command, victim]
    environment = dict(os.environ, LD_LIBRARY_PATH=folder)
    for what, copy in damaged:
        pathlib.Path(victim).write_bytes(copy)
        os.chmod(victim, 0o755)
        count += 1
        try:
            done = subprocess.run(arguments, env=environment, capture_output=True, timeout=600)
        except subprocess.TimeoutExpired:
            bad += 1
            print(f'{what}: no end')
            continue
        refused += done.returncode != 0
        orderly = is_refusal(done.returncode, done.stderr)
        if done.stdout.startswith(b'started'):
            orderly = True
        if not orderly and done.returncode != 0:
            bad += 1
            if bad <= 20:
                print(f'{what}: status {done.returncode}: {done.stderr[:300].decode(errors="replace")}')
        elif mode == '--truncate' and done.returncode == 0:
            bad += 1
            print(f'{what}: accepted')
print(f'{count} damaged files, {refused} refused, {bad} in a bad way')
sys.exit(bad > 0)
