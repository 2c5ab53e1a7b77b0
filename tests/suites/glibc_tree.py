"""A build tree of glibc: has its own make run its tests, with ld-seal in place of the tree's loader.

glibc's makefiles put a *test wrapper* before each command that a test is. The wrapper here is this file. It changes the
path of the tree's loader, wherever it stands in the command, into that of ld-seal, and leaves the rest to glibc's makefiles:
environment, arguments, containers, and the comparison of outputs. It also notes which tests go through the tree's loader at all.
"""

import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

FOLDERS = ['elf', 'dlfcn', 'nptl']
MODES = {'native': None, 'sealed': '--seal=all', 'unsealed': '--seal=none'}
LIMIT = 1200  # seconds; glibc's own limits, most of them 200 s, end what is only slow
JUDGE = re.compile('-(cmp|mem)$')  # such a test looks at what the test of the rest of its name wrote
INTERPRETER = 'ld-linux-x86-64.so.2'


class NotATree(Exception):
    """Says in one line what is wrong with a folder."""


class Tree:
    def __init__(self, build):
        self.build = pathlib.Path(build).resolve()
        self.work = self.build / 'ld-seal'
        self.log = self.work / 'through-the-loader'
        makefile = self.build / 'Makefile'
        found = re.search(r'^srcdir *= *(.*)$', makefile.read_text(), re.M) if makefile.is_file() else None
        if not found:
            raise NotATree(f'{build}: no build tree of glibc: it has no Makefile that names srcdir')
        if not (self.build / 'elf' / INTERPRETER).exists():
            raise NotATree(f'{build}: glibc is not built there: elf/{INTERPRETER} is missing; run make first')
        self.source = (self.build / found[1]).resolve()

    def install(self, loader):
        """Containers see the build tree and little else, so the loader lies in it."""
        shutil.copy2(loader, self.work / 'ld-seal')
        for mode in ['sealed', 'unsealed']:
            (self.work / f'{mode}.log').unlink(missing_ok=True)

    def native(self, jobs):
        """Builds and runs all tests under the tree's own loader: the names of those that go through it, and how they end."""
        self.work.mkdir(exist_ok=True)
        self.log.unlink(missing_ok=True)
        for folder in FOLDERS:
            self.forget(self.tests_of(folder))
            self.make([f'{folder}/tests'], 'native', jobs, self.source)
        through = set(self.log.read_text().split()) if self.log.exists() else set()
        ends = self.ends([test for folder in FOLDERS for test in self.tests_of(folder)])
        return {test: end for test, end in ends.items() if test in through or JUDGE.sub('', test) in through}

    def run(self, tests, mode, jobs):
        """Runs these tests: how each ends."""
        self.forget(tests)
        for folder in FOLDERS:
            targets = [str(self.build / f'{test}.out') for test in tests if test.startswith(folder + '/')]
            if targets:
                self.make([f'subdir={folder}', '..=../', *targets], mode, jobs, self.source / folder)
        for test in tests:
            output, kept = self.build / f'{test}.out', self.kept(test, mode)
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(output.read_bytes() if output.exists() else b'')
        return self.ends(tests)

    def make(self, words, mode, jobs, folder):
        wrapper = shlex.join([sys.executable, os.path.abspath(__file__), str(self.build), mode])
        with open(self.work / f'{mode}.log', 'ab') as log:
            subprocess.run(['make', '-r', '-k', f'-j{jobs}', f'objdir={self.build}', f'test-wrapper={wrapper}', *words],
                           cwd=folder, check=False, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                           env={**os.environ, 'TIMEOUTFACTOR': '10'})

    def tests_of(self, folder):
        return sorted(f'{folder}/{path.stem}' for path in (self.build / folder).glob('*.test-result'))

    def forget(self, tests):
        """A test whose output is there is done, to make."""
        for test in tests:
            for suffix in ['out', 'test-result']:
                (self.build / f'{test}.{suffix}').unlink(missing_ok=True)

    def ends(self, tests):
        """PASS, FAIL, XPASS, XFAIL or UNSUPPORTED, as glibc's makefiles say; 'no result' where they say nothing."""
        results = {test: self.build / f'{test}.test-result' for test in tests}
        return {test: path.read_text().partition(':')[0] if path.exists() else 'no result' for test, path in results.items()}

    def kept(self, test, mode):
        return self.work / mode / f'{test}.out'

    def output(self, test, mode):
        return self.kept(test, mode).read_bytes()

    # What the wrapper does.

    def replaced(self, word, option):
        """The word with each path of the tree's loader replaced; in a command line for a shell as well."""
        loader = rf'{re.escape(str(self.build))}/elf/(?:ld\.so|{re.escape(INTERPRETER)})(?=\s|$)'
        return re.sub(loader, f'{self.work}/ld-seal {option}', word)

    def command(self, words, mode):
        option = MODES[mode]
        if not option:
            return words
        changed = []
        for word in words:
            new = self.replaced(word, option)
            changed += new.split() if new == f'{self.work}/ld-seal {option}' else [new]
        return changed

    def note(self):
        """Notes the test whose command runs: the file that its output goes to, or its script's, is named after it."""
        process = os.getpid()
        while process > 1:
            output = re.fullmatch(rf'{re.escape(str(self.build))}/(.*)\.out', os.readlink(f'/proc/{process}/fd/1'))
            if output:
                with open(self.log, 'a') as log:
                    log.write(output[1] + '\n')
                return
            process = int(re.search(r'^PPid:\s*(\d+)', pathlib.Path(f'/proc/{process}/status').read_text(), re.M)[1])


def main(build, mode, *words):
    tree = Tree(build)
    if mode == 'native' and any(tree.replaced(word, '') != word for word in words):
        tree.note()
    try:
        status = subprocess.run(tree.command(words, mode), timeout=LIMIT, check=False).returncode
    except subprocess.TimeoutExpired:
        print(f'no end within {LIMIT} seconds', flush=True)
        return 124
    return status if status >= 0 else 128 - status


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
