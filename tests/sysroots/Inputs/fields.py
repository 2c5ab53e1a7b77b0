"""fields.py --loader=LOADER --program=DUMP FOLDER-OF-SYSROOTS SUITE...: what libc's loader and LOADER leave to libc, member by member.

DUMP (dump.c) runs in each suite's system under its own loader and under LOADER, sealed. Each member of struct pthread, of
_rtld_global and of _rtld_global_ro must be the same, or stand in explained.txt with what it is here and why. A pointer is the same if
it leads to the same place of the same file, or else to memory of the same kind; of a member that differs between two runs
of libc's own loader, only whether it is zero. Names and places are from libc's debug information, by gdb.
"""

import argparse
import fnmatch
import os
import pathlib
import re
import subprocess
import sys

from table import in_root

HERE = pathlib.Path(__file__).parent


def members_of(root):
    libc = next(root.glob('usr/lib/x86_64-linux-gnu/libc.so.6'), root / 'lib/x86_64-linux-gnu/libc.so.6')
    notes = subprocess.run(['readelf', '-n', libc], capture_output=True, text=True, check=True).stdout
    build = re.search(r'Build ID: (\w+)', notes)[1]
    debug = root / f'usr/lib/debug/.build-id/{build[:2]}/{build[2:]}.debug'
    lines = subprocess.run(['gdb', '-nx', '-batch', '-x', HERE / 'members.py', debug], capture_output=True, text=True, check=True).stdout
    structures = []
    for words in map(str.split, lines.splitlines()):
        if len(words) == 2:
            structures.append((int(words[1]), []))
        else:
            structures[-1][1].append((words[0], int(words[1]), int(words[2])))
    return structures


def end_in_memory(path):
    """How many bytes a file's segments take in memory."""
    headers = subprocess.run(['readelf', '-lW', path], capture_output=True, text=True).stdout
    return max((int(at, 16) + int(size, 16) for at, size in re.findall(r'LOAD +\S+ (\S+) \S+ \S+ (\S+)', headers)), default=0)


class Run:
    """One run of the program: the bytes of each structure, and what lies where."""

    def __init__(self, root, program, loader, sizes):
        status, output, errors = in_root(str(root), str(program.parent), loader, [f'/objects/{program.name}', *map(str, sizes)], plain=True)
        if status:
            sys.exit(f'{program} ended with {status}: {errors.decode()}')
        lines = output.decode().splitlines()
        self.structures = [bytes.fromhex(line) for line in lines[:len(sizes)]]
        self.mappings, self.files = [], {}
        for start, end, name in re.findall(r'^(\w+)-(\w+) \S+ \S+ \S+ \S+ *(.*)$', '\n'.join(lines[len(sizes):]), re.M):
            self.mappings.append((int(start, 16), int(end, 16), name))
            if name.startswith('/') and name not in self.files:
                inside = program if name.startswith('/objects/') else root / name[1:]
                self.files[name] = (int(start, 16), int(start, 16) + end_in_memory(inside))

    def meaning(self, value):
        """Of a word: where it points to, else itself."""
        for name, (start, end) in self.files.items():
            if start <= value <= end:
                return f'{os.path.basename(name)}+{value - start:#x}'
        for start, end, name in self.mappings:
            if start <= value < end:
                return {'[stack]': 'stack', '[vdso]': f'vdso+{value - start:#x}'}.get(name, 'memory')
        return f'{value:#x}'

    def member(self, structure, bit, width):
        value = int.from_bytes(self.structures[structure], 'little') >> bit & ((1 << width) - 1)
        return self.meaning(value) if width == 64 else f'{value:#x}'


def is_zero(value):
    return 'zero' if value == '0x0' else 'not zero'


def differences(root, program):
    structures = members_of(root)
    sizes = [size for size, _ in structures]
    native, again, ours = (Run(root, program, loader, sizes) for loader in (None, None, ['/loader']))
    for index, (_, members) in enumerate(structures):
        for name, bit, width in members:
            values = [run.member(index, bit, width) for run in (native, again, ours)]
            if values[0] != values[1]:
                values = list(map(is_zero, values))
            if values[0] != values[2]:
                yield name, values[0], values[2]


def explanations():
    for line in (HERE / 'explained.txt').read_text().splitlines():
        if line and not line.startswith('#'):
            member, _, rest = line.partition(' = ')
            value, _, reason = rest.partition(': ')
            assert reason, f'a line without a reason: {line}'
            yield member, value


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--loader', required=True)
    parser.add_argument('--program', required=True, type=pathlib.Path)
    parser.add_argument('sysroots', type=pathlib.Path)
    parser.add_argument('suites', nargs='+')
    options = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # the processor's number is in some members
    explained, used, unexplained = list(explanations()), set(), 0
    for suite in options.suites:
        root = options.sysroots / suite / 'root'
        for folder in ('objects', 'proc', 'dev'):
            (root / folder).mkdir(exist_ok=True)
        subprocess.run(['cp', options.loader, root / 'loader'], check=True)
        for name, native, ours in differences(root, options.program):
            matching = {line for line in explained if fnmatch.fnmatchcase(name, line[0].replace('[', '[[]')) and fnmatch.fnmatchcase(ours, line[1])}
            used |= matching
            if not matching:
                unexplained += 1
                print(f'{suite}: {name}: {native} under its own loader, {ours} here')
        print(f'{suite}: compared', flush=True)
    for name, value in sorted(set(explained) - used):
        print(f'explained.txt: {name} = {value} is nowhere so')
    sys.exit(bool(unexplained or set(explained) - used))


main()
