"""compare.py [--show] KIND LOADER FOLDER CC: changes one header field after another of a good file (KIND: library or
program), and compares what becomes of it under the system's loader and under LOADER.

A library is needed by a program, and opened by one; a program is started by the kernel, and by hand. Each start either
runs (status 0, the right output), or is refused (a message and status 1, 126 or 127; for dlopen a null pointer), or
goes wrong. Both loaders must agree; kept.py names what differs, and an entry there that nothing needs is a failure too.
Where the system's loader crashes, stops by an assertion, does not end or gives wrong values, ld-seal may run the file
or refuse it.
"""

import os
import pathlib
import re
import struct
import subprocess
import sys

from elf import *
from kept import DIES, LAXER, OTHER, STRICTER
from mutations import LIBRARY, PROGRAM

SYSTEM = '/lib64/ld-linux-x86-64.so.2'
show = '--show' in sys.argv
kind, loader, folder, *cc = [word for word in sys.argv[1:] if word != '--show']
folder = pathlib.Path(folder)
inputs = pathlib.Path(__file__).parent
TIME_LIMIT = 60  # seconds: a loader that needs as much never ends


def compile(output, *options):
    subprocess.run([*cc, '-O1', '-g0', '-o', folder / output, *options], check=True)
    return (folder / output).read_bytes()


def run(*command):
    """runs, refused, or how it goes wrong; and the message."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIME_LIMIT, cwd=folder,
                              env={**os.environ, 'LD_LIBRARY_PATH': str(folder), 'LC_ALL': 'C'})
    except subprocess.TimeoutExpired:
        return 'never ends', ''
    except OSError as error:  # the kernel refuses it before there is a process
        return 'refused', str(error)
    text = (done.stderr or done.stdout).decode(errors='replace').strip()
    if done.returncode == 0 and done.stdout.startswith(b'f=6'):
        return 'runs', text if done.stderr else ''
    if done.returncode < 0 or b'Inconsistency detected' in done.stderr:
        return 'crashes', text or str(done.returncode)
    return 'refused' if done.returncode in (1, 3, 126, 127) else 'gives wrong values', text


def write(name, data):
    path = folder / name
    path.write_bytes(data)
    path.chmod(0o755)
    return str(path)


def outcomes(name, data_of):
    """Of one mutation, by way of starting: (system's, ld-seal's)."""
    if kind == 'library':
        write('libf.so', data_of[SYSTEM])
        yield 'needed', run(folder / 'user'), run(loader, folder / 'user')
        path = str(folder / 'libf.so')
        yield 'opened', run(folder / 'opener', path), run(loader, folder / 'opener', path)
    else:
        native, own = write('native', data_of[SYSTEM]), write('own', data_of[loader])
        yield 'started', run(native), run(own)
        yield 'by hand', run(SYSTEM, native), run(loader, native)


def changed(data, change):
    file = File(data)
    change(file)
    return bytes(file.image)


LINKING = ['-Wl,--spare-dynamic-tags=8,--hash-style=both,-z,relro,-z,now,-z,separate-code,--build-id']
compile('user-lib.so', '-shared', '-fPIC', inputs / 'lib.c', '-Wl,-soname,libf.so')
(folder / 'libf.so').write_bytes((folder / 'user-lib.so').read_bytes())
compile('user', '-DLIBRARY', inputs / 'prog.c', folder / 'libf.so')
compile('opener', inputs / 'prog.c')
if kind == 'library':
    version = folder / 'version'
    version.write_text('V1 { global: f; data; local: *; };')
    good = dict.fromkeys([SYSTEM, loader], compile('good', '-shared', '-fPIC', inputs / 'lib.c', *LINKING,
                                                  '-Wl,-soname,libf.so'))
    table = LIBRARY
else:
    good = {name: compile('good', inputs / 'prog.c', *LINKING, f'-Wl,--dynamic-linker={name}') for name in (SYSTEM, loader)}
    table = PROGRAM

rows = (inputs.parents[3] / 'docs' / 'differences.md').read_text()
bad, needed = 0, set()
for name, change in {'nothing': lambda file: None, **table}.items():
    data_of = {each: changed(data, change) for each, data in good.items()}
    for way, (system, why), (own, message) in outcomes(name, data_of):
        if name == 'nothing' and system != 'runs':
            sys.exit(f'the unchanged file: {system} {why}')
        if show:
            print(f'{kind} {name}, {way}: {system} [{why}] / {own} [{message}]')
        if system in ('runs', 'refused'):
            reasons = STRICTER if own == 'refused' else LAXER
            right = own == system or (own in ('runs', 'refused') and name in reasons)
            if right and own != system:
                needed.add(name)
                if reasons[name] not in rows:
                    sys.exit(f'docs/differences.md has no row "{reasons[name]}"')
        else:
            right = own in ('runs', 'refused') or name in DIES or (own, message) == (system, why) != ('crashes', why)
        if not right:
            bad += 1
            print(f'{kind}: {name}, {way}: the system\'s {system} ({why}), ld-seal {own} ({message})')
for name in {**STRICTER, **LAXER}:
    if name in table and name not in needed and name not in OTHER[kind]:
        bad += 1
        print(f'{kind}: {name}: named in kept.py, and nothing differs')
print(f'{kind}: {len(table)} changes, {len(needed)} that differ for a reason, {bad} that differ without one')
sys.exit(bad > 0)
