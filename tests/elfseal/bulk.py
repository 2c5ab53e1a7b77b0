"""Marks copies of real ELF files in bulk and proves that nothing else about them changed.

    bulk.py [options] ELFSEAL FOLDER-OR-FILE...

For each ELF file: mark a copy; readelf, eu-elflint and LLVM's reader find nothing that they did not find
before; the marked file is as large as before if the mark fits into padding; strip, objcopy, eu-strip and
patchelf (those that are asked for) work on it, and the mark is still there afterwards; a program that can
tell its version still tells the same; --unmark restores the file byte for byte. Prints every failure and
every refusal with its reason, then the counts. Exits with 1 if there was a failure.
"""

import argparse
import collections
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile

# eu-elflint knows no notes but GNU's. Those it names are elfseal's: that is no finding.
OWN_NOTE = re.compile(r"unknown object file note type [0-9]+ with owner name 'ELFSEAL'")
# It takes a symbol's size for that of a relocation against it, and so finds one against a large function, shortly
# before the new segment, to reach into that.
LARGE_SYMBOL = re.compile(r"'\.rela\.(plt|dyn)': relocation [0-9]+: read-only section modified but text relocation flag not set")
NUMBERS = re.compile(r'(phdr|section) ?\[ *\d+\]|segment \d+|\bat offset \d+|0x[0-9a-f]+')
RUN_NUMBERS = re.compile(r':[0-9]+\): |[0-9]+:[0-9]+:[0-9.]+')  # of processes, and the time of day

EDITORS = {
    'strip': ['strip'],
    'strip-debug': ['strip', '--strip-debug'],
    'objcopy': ['objcopy'],
    'eu-strip': ['eu-strip'],
    'llvm-strip': ['llvm-strip'],
    'llvm-objcopy': ['llvm-objcopy'],
    'patchelf': ['patchelf', '--set-rpath', '/nowhere'],
}


def run(*command, timeout=1200, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                          errors='replace', timeout=timeout, **options)


def complaints(output, path):
    """The lines without what differs in every file: its name, numbers of headers, offsets."""
    lines = output.replace(path, 'FILE').splitlines()
    return collections.Counter(NUMBERS.sub('#', line) for line in lines if line and not OWN_NOTE.search(line))


def lint(path):
    if not shutil.which('eu-elflint'):
        return collections.Counter()
    found = run('eu-elflint', '--gnu-ld', path)
    output = '\n'.join(line for line in (found.stdout + found.stderr).splitlines() if not LARGE_SYMBOL.search(line))
    lines = complaints(output, path)
    lines.pop('No errors', None)
    return lines


def readers(path):
    found = collections.Counter()
    for reader in (['readelf', '-aW'], ['llvm-readelf', '-hlSdn'], ['llvm-objdump', '-p']):
        result = run(*reader, path)
        found += complaints(result.stderr, path)
        if result.returncode:
            found[f'{reader[0]} exits with {result.returncode}'] += 1
    return found


def elf_files(places):
    seen = set()
    for place in places:
        for folder, folders, names in os.walk(place) if os.path.isdir(place) else [('', [], [place])]:
            folders.sort()
            for name in sorted(names):
                path = os.path.join(folder, name)
                try:
                    status = os.stat(path)
                    if (status.st_dev, status.st_ino) in seen or not os.path.isfile(path):
                        continue
                    seen.add((status.st_dev, status.st_ino))
                    with open(path, 'rb') as file:
                        head = file.read(18)
                except OSError:
                    continue
                if head[:4] == b'\x7fELF' and head[16:18] in (b'\2\0', b'\3\0'):
                    yield path


def version(path):
    """What a program says of its version; None if it cannot be asked."""
    try:
        result = run('program', '--version', timeout=10, executable=path, cwd='/',
                     env={'PATH': '/usr/bin:/bin', 'LC_ALL': 'C'})
    except (OSError, subprocess.TimeoutExpired):
        return None
    output = (result.stdout + result.stderr).replace(os.path.dirname(path), 'FOLDER')
    return result.returncode, RUN_NUMBERS.sub('#', output)


def differ(ask, one, other):
    """Asked twice: a busy machine may have let an answer time out."""
    return ask(one) != ask(other) and ask(one) != ask(other)


def loads(path):
    """Whether a library can be opened, in a process of its own."""
    code = 'import ctypes, sys; ctypes.CDLL(sys.argv[1])'
    try:
        return run(sys.executable, '-c', code, path, timeout=20).returncode
    except subprocess.TimeoutExpired:
        return None


class Check:
    """One file, in a folder of its own."""

    def __init__(self, options, original, folder):
        self.options = options
        self.original = original
        self.folder = folder
        self.failures = []
        self.refusal = None
        self.way = None

    def copy(self, source, name):
        # What a program says may hold its name: the same everywhere.
        path = os.path.join(self.folder, name, os.path.basename(self.original))
        os.mkdir(os.path.dirname(path))
        shutil.copy(source, path)
        os.chmod(path, 0o755)
        return path

    def fail(self, what):
        self.failures.append(what)

    def elfseal(self, *arguments):
        return run(self.options.elfseal, *arguments)

    def run(self):
        plain = self.copy(self.original, 'plain')
        marked = self.copy(self.original, 'marked')
        arguments = ['--mark', '--verbose', '--policy=data,stack']
        if self.options.set_interpreter:
            arguments.append('--set-interpreter=' + self.options.set_interpreter)
        result = self.elfseal(*arguments, marked)
        if result.returncode:
            self.refusal = result.stderr.strip().split(': ', 2)[-1]
            if open(plain, 'rb').read() != open(marked, 'rb').read():
                self.fail('refused, but changed')
            return
        self.way = result.stdout.strip().split(': ', 1)[-1]
        if 'padding' in self.way and os.path.getsize(plain) != os.path.getsize(marked):
            self.fail('grew, though marked in padding')
        if self.elfseal('--check', '--policy=data,stack', marked).returncode:
            self.fail('marked, but --check does not say so')
        first = open(marked, 'rb').read()
        if self.elfseal(*arguments, marked).returncode or open(marked, 'rb').read() != first:
            self.fail('marking twice is not marking once')
        for name, find in (('eu-elflint', lint), ('reader', readers)):
            for line in (find(marked) - find(plain)):
                self.fail(f'{name}: {line}')
        self.same_behaviour('marked', plain, marked)
        for editor in self.options.after:
            self.edit(editor, plain, marked)
        if self.elfseal('--unmark', marked).returncode or \
                open(plain, 'rb').read() != open(marked, 'rb').read():
            self.fail('unmark does not restore it')

    def same_behaviour(self, what, plain, changed):
        if not self.options.run:
            return
        header = run('readelf', '-lW', plain).stdout
        if 'INTERP' in header and '.so' not in os.path.basename(self.original):
            interpreter = self.options.set_interpreter
            if (not interpreter or os.path.exists(interpreter)) and differ(version, plain, changed):
                self.fail(f'{what}: --version says something else')
        elif differ(loads, plain, changed):
            self.fail(f'{what}: it does not load as before')

    def edit(self, editor, plain, marked):
        """The tool does with the marked file what it does with the plain one."""
        both = []
        for name, source in (('plain', plain), ('marked', marked)):
            copy = self.copy(source, f'{editor}-{name}')
            result = run(*EDITORS[editor], copy)
            both.append((copy, result.returncode, complaints(result.stderr, copy)))
        (a, a_status, a_lines), (b, b_status, b_lines) = both
        if a_status != b_status or b_lines - a_lines:
            self.fail(f'{editor}: exits with {b_status}, not {a_status}: {list(b_lines - a_lines)[:2]}')
        if a_status == 0 and b_status == 0:
            if self.elfseal('--check', '--policy=data,stack', b).returncode:
                self.fail(f'{editor}: the mark is gone')
            for line in readers(b) - readers(a):
                self.fail(f'{editor}, then a reader: {line}')
            if loads(a) == 0 or 'INTERP' in run('readelf', '-lW', a).stdout:
                self.same_behaviour(editor, a, b)
        for path in (a, b):
            shutil.rmtree(os.path.dirname(path))


def check(options, path):
    with tempfile.TemporaryDirectory(prefix='elfseal-bulk-') as folder:
        one = Check(options, path, folder)
        try:
            one.run()
        except Exception as error:  # the others are still to be checked
            one.fail(f'{type(error).__name__}: {error}')
        return one


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('elfseal')
    parser.add_argument('places', nargs='+')
    parser.add_argument('--after', default='', help='tools to run on marked files: ' + ','.join(EDITORS))
    parser.add_argument('--run', action='store_true', help='run programs with --version, open libraries')
    parser.add_argument('--set-interpreter', default='', help='set this interpreter, too')
    parser.add_argument('--limit', type=int, default=0, help='at most so many files')
    parser.add_argument('--every', type=int, default=1, help='only every nth file')
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    options = parser.parse_args()
    options.after = [name for name in options.after.split(',') if name]
    for name in list(options.after):
        if not shutil.which(EDITORS[name][0]):
            print(f'not here: {EDITORS[name][0]}')
            options.after.remove(name)

    files = list(elf_files(options.places))[::options.every]
    files = files[:options.limit or None]
    ways, refusals, failed = collections.Counter(), collections.Counter(), 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for one in pool.map(lambda path: check(options, path), files):
            if one.refusal:
                refusals[one.refusal] += 1
                print(f'refused: {one.original}: {one.refusal}')
            elif one.way:
                ways[one.way] += 1
            for failure in one.failures:
                print(f'FAILED: {one.original} ({one.way}): {failure}', flush=True)
            failed += bool(one.failures)
    for way, count in ways.most_common():
        print(f'{count} {way}')
    print(f'{len(files)} files, {sum(ways.values())} marked and restored, {sum(refusals.values())} refused, '
          f'{failed} failed')
    return bool(failed)


if __name__ == '__main__':
    sys.exit(main())
