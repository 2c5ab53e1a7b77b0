"""roundtrip.py FOLDER [--limit=N] -- ELFSEAL: marks copies of the system's files in FOLDER, and unmarks them again.

Takes every n-th ELF file of the program and library directories, N in all (without a limit: all of them). Says what
went wrong, and each refusal; fails when a file is damaged, or refused for another reason than being static.
"""

import argparse
import collections
import filecmp
import os
import pathlib
import shutil
import subprocess
import sys

arguments = argparse.ArgumentParser()
arguments.add_argument('folder', type=pathlib.Path)
arguments.add_argument('--limit', type=int)
arguments.add_argument('elfseal', nargs='+')
options = arguments.parse_args()
options.folder.mkdir(parents=True)
headers = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'headers.py')

# Run they print their version, and do nothing else.
harmless = {'awk', 'bash', 'bzip2', 'cat', 'cmake', 'cp', 'curl', 'date', 'diff', 'env', 'find', 'gawk', 'gcc', 'gdb', 'git',
            'grep', 'gzip', 'ld', 'ls', 'make', 'mawk', 'ninja', 'nm', 'objdump', 'perl', 'python3', 'readelf',
            'sed', 'sort', 'sqlite3', 'tar', 'true', 'wc', 'xz'}


def files():
    seen = set()
    for folder in ('/usr/bin', '/usr/sbin', '/usr/lib/x86_64-linux-gnu'):
        for path in sorted(pathlib.Path(folder).iterdir()):
            if not path.is_file() or path.resolve() in seen:
                continue
            seen.add(path.resolve())
            try:
                with path.open('rb') as file:
                    start = file.read(20)
            except OSError:
                continue
            # ELF64, little-endian; a program or a shared object
            if start[:6] == b'\x7fELF\x02\x01' and start[16] in (2, 3):
                yield path


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, errors='replace', timeout=1200)


count = collections.Counter()
everything = list(files())
step = max(1, len(everything) // options.limit) if options.limit else 1
chosen = everything[::step]
chosen += [path for path in everything if path.name in harmless and path not in set(chosen)]
for path in chosen:
    copy = options.folder / path.name
    shutil.copy(path, copy)
    count['files'] += 1
    before = run(copy, '--version') if path.name in harmless else None
    marked = run(*options.elfseal, '--mark', '--policy=data', copy)
    if marked.returncode == 3 and filecmp.cmp(path, copy, shallow=False):
        print('refused:', marked.stderr.strip())
        count['refused' if 'static' in marked.stderr else 'wrong'] += 1
        copy.unlink()
        continue
    steps = [marked, run(*options.elfseal, '--check', '--policy=data', copy), run(sys.executable, headers, copy)]
    if before:
        now = run(copy, '--version')
        count['run'] += 1
        if (before.returncode, before.stdout) != (now.returncode, now.stdout):
            print(f'{path}: behaves differently when it is marked: {now}')
            count['wrong'] += 1
    steps.append(run(*options.elfseal, '--unmark', copy))
    failed = [step for step in steps if step.returncode != 0]
    if failed or not filecmp.cmp(path, copy, shallow=False):
        print(f'{path}: {failed or "not restored"}')
        count['wrong'] += 1
    else:
        count['restored'] += 1
    copy.unlink()
print(f"{count['files']} files: {count['restored']} marked and restored, {count['refused']} refused, {count['wrong']} wrong; "
      f"{count['run']} were run")
sys.exit(count['wrong'] != 0)
