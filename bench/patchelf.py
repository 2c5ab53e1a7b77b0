#!/usr/bin/env python3
"""Sets another interpreter in copies of real programs, with patchelf and with elfseal, and compares what comes out.

    bench/patchelf.py [options] ELFSEAL [FOLDER-OR-FILE...]

The programs are those of /usr/bin and /usr/sbin that name an interpreter. Each gets a path that fits where the old one was,
and a long one; both are links to the old interpreter, so that the program still runs. elfseal marks the file as well: it does
not change an interpreter without. Prints a table (docs/patchelf.md has one) and, with --verbose, every finding.

    failed    the tool refused the file
    broken    --version says something else than before, or the file names another interpreter than the one that was asked for
    lint      eu-elflint or a reader (readelf, llvm-readelf, llvm-objdump) has complaints that it had not before
    in place  bytes of the file as it was that changed (median, all)
    growth    bytes by which it grew (median, all)
    undone    the files that are byte for byte as before once the step is taken back: by setting the old interpreter, by --unmark
    time      wall time of one run with the file in the page cache (median; all of them); one after the other on each file
    memory    peak resident memory (median; most)
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'tests' / 'elfseal'))
import bulk


def interpreter_of(path):
    for line in bulk.run('readelf', '-lW', path).stdout.splitlines():
        if 'Requesting program interpreter: ' in line:
            return line.split(': ')[1].rstrip(']')
    return None


# The commands, from the interpreter that is to be set: the new one, or the old one again.
Tool = collections.namedtuple('Tool', 'name set undo')


def tools_with(elfseal):
    def patchelf(interpreter):
        return ['patchelf', '--set-interpreter', interpreter]

    return [Tool('patchelf', patchelf, patchelf),
            Tool('elfseal', lambda interpreter: [elfseal, '--mark', f'--set-interpreter={interpreter}'],
                 lambda _: [elfseal, '--unmark'])]


def seconds(command, path):
    start = time.monotonic()
    bulk.run(*command, path)
    return time.monotonic() - start


def differing(before, after):
    """Bytes of before that are others in after, counted in blocks first: Python is slow at single bytes."""
    block, count = 4096, 0
    for at in range(0, len(before), block):
        one, other = before[at:at + block], after[at:at + block]
        if one != other:
            count += sum(a != b for a, b in zip(one, other)) + max(0, len(one) - len(other))
    return count


class Result:
    """What one tool did to one file."""

    def __init__(self, original, tool, interpreter, old, folder):
        self.findings = []
        place = pathlib.Path(folder, tool.name)
        place.mkdir()
        copy = str(place / os.path.basename(original))
        plain = str(place / 'plain' / os.path.basename(original))
        os.mkdir(place / 'plain')
        for path in (copy, plain):
            shutil.copy(original, path)
            os.chmod(path, 0o755)
        record = str(place / 'memory')
        done = bulk.run('/usr/bin/time', '-q', '-f', '%M', '-o', record, *tool.set(interpreter), copy)
        self.kilobytes = int(pathlib.Path(record).read_text().split()[-1])
        before, after = pathlib.Path(plain).read_bytes(), pathlib.Path(copy).read_bytes()
        self.failed = done.returncode != 0
        self.broken = self.lint = self.undone = False
        self.changed = self.growth = 0
        if self.failed:
            self.findings.append('failed: ' + done.stderr.strip())
            return
        self.changed, self.growth = differing(before, after), len(after) - len(before)
        if interpreter_of(copy) != interpreter:
            self.findings.append(f'broken: names {interpreter_of(copy)}')
        elif bulk.differ(bulk.version, plain, copy):
            self.findings.append('broken: --version says something else')
        self.broken = bool(self.findings)
        for name, find in (('eu-elflint', bulk.lint), ('reader', bulk.readers)):
            self.findings += [f'lint: {name}: {line}' for line in find(copy) - find(plain)]
        self.lint = any(finding.startswith('lint') for finding in self.findings)
        undone = bulk.run(*tool.undo(old), copy)
        self.undone = undone.returncode == 0 and pathlib.Path(copy).read_bytes() == before


def check(original, tools, interpreter, old):
    with tempfile.TemporaryDirectory(prefix='patchelf-') as folder:
        return [Result(original, tool, interpreter, old, folder) for tool in tools]


def measure(files, tools, interpreter):
    """Wall times, per tool; which goes first alternates, and nothing else of ours runs."""
    times = {tool.name: [] for tool in tools}
    with tempfile.TemporaryDirectory(prefix='patchelf-') as folder:
        for number, original in enumerate(files):
            for tool in tools if number % 2 else reversed(tools):
                copy = os.path.join(folder, 'copy')
                shutil.copy(original, copy)
                os.chmod(copy, 0o755)
                times[tool.name].append(seconds(tool.set(interpreter), copy))
    return times


def row(tool, kind, results, times):
    done = [result for result in results if not result.failed]

    def both(values):
        return f'{statistics.median(values):,.0f}; {sum(values):,}'

    ms = [1000 * value for value in times]
    memory = [result.kilobytes / 1024 for result in results]
    return [f'{tool}, {kind}', len(results), sum(r.failed for r in results), sum(r.broken for r in results),
            sum(r.lint for r in results), both([r.changed for r in done]), both([r.growth for r in done]),
            sum(r.undone for r in results), f'{statistics.median(ms):.1f} ms; {sum(times):.1f} s',
            f'{statistics.median(memory):.0f} MiB; {max(memory):.0f} MiB']


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('elfseal')
    parser.add_argument('places', nargs='*', default=['/usr/bin', '/usr/sbin'])
    parser.add_argument('--every', type=int, default=1, help='only every nth file')
    parser.add_argument('--jobs', type=int, default=os.cpu_count(), help='for what is not timed')
    parser.add_argument('--verbose', action='store_true', help='print every finding')
    options = parser.parse_args()

    old = {path: interpreter_of(path) for path in bulk.elf_files(options.places)}
    # One interpreter for all: a few programs have another, such as musl's.
    usual = statistics.mode(filter(None, old.values()))
    files = [path for path, interpreter in old.items() if interpreter == usual][::options.every]
    tools = tools_with(os.path.abspath(options.elfseal))
    rows = [['tool, path', 'files', 'failed', 'broken', 'lint', 'in place', 'growth', 'undone', 'time', 'memory']]
    with tempfile.TemporaryDirectory(prefix='ld', dir='/tmp') as folder:
        for kind, name in (('short', 'ld.so'), ('long', 'ld-linux-x86-64-with-a-name-too-long-for-the-old-place.so.2')):
            interpreter = os.path.join(folder, name)
            os.symlink(usual, interpreter)
            times = measure(files, tools, interpreter)
            with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
                checked = list(pool.map(lambda path: check(path, tools, interpreter, usual), files))
            for number, tool in enumerate(tools):
                results = [each[number] for each in checked]
                rows.append(row(tool.name, kind, results, times[tool.name]))
                if options.verbose:
                    for path, result in zip(files, results):
                        for finding in result.findings:
                            print(f'{tool.name}, {kind}: {path}: {finding}')
    rows.insert(1, ['---'] * len(rows[0]))
    for cells in rows:
        print('| ' + ' | '.join(map(str, cells)) + ' |')


if __name__ == '__main__':
    main()
