"""interrupt.py FOLDER ELFSEAL...: marks a large copy of a library, stopped at various moments and by a full disk.

Fails when FOLDER ever holds more than that copy, or the copy is neither the original nor the marked file.
"""

import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import time

folder = pathlib.Path(sys.argv[1])
elfseal = sys.argv[2:]
original = max(pathlib.Path('/usr/lib/x86_64-linux-gnu').glob('lib*.so.*'),
               key=lambda path: path.stat().st_size if path.is_file() and path.stat().st_size < 200 << 20 else 0)
before = original.read_bytes()
copy = folder / 'library.so'
wrong = []


def start(**options):
    return subprocess.Popen([*elfseal, '--mark', copy], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            errors='replace', **options)


def look(what, *allowed):
    if os.listdir(folder) != [copy.name]:
        wrong.append(f'{what}: left behind: {os.listdir(folder)}')
        for name in set(os.listdir(folder)) - {copy.name}:
            os.unlink(folder / name)
    if copy.read_bytes() not in allowed:
        wrong.append(f'{what}: the file is damaged')


shutil.copy(original, copy)
started = time.monotonic()
process = start()
process.communicate()
takes = time.monotonic() - started
after = copy.read_bytes()
if process.returncode != 0 or after == before:
    sys.exit(f'{original}: could not be marked at all')
look('marked', after)

stopped = 0
for number, ending in enumerate([signal.SIGTERM, signal.SIGINT] * 8):
    shutil.copy(original, copy)
    process = start()
    time.sleep(takes * number / 16)
    process.send_signal(ending)
    process.communicate()
    stopped += process.returncode != 0
    look(f'{ending.name} after {number}/16 of the time', before, after)
if stopped == 0:
    wrong.append('no run was stopped: the test shows nothing')


def small_files_only():
    # As a full disk: writing fails with an error (EFBIG), for once without a signal.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


shutil.copy(original, copy)
process = start(preexec_fn=small_files_only, restore_signals=False)
said, _ = process.communicate()
if process.returncode != 3 or not said.startswith('elfseal: ') or said.count('\n') != 1:
    wrong.append(f'full disk: status {process.returncode}: {said}')
look('full disk', before)
sys.exit('\n'.join(wrong) or 0)
