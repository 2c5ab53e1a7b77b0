"""The format of tests/style/tidy: each source file of the loader, of libldseal and of the tools is a test, that clang-tidy finds
nothing in it. The checks are those of .clang-tidy.

The compile commands are g++'s. What clang does not know is no finding, and clang takes -mgeneral-regs-only to forbid the long
double that the standard headers name: the commands have -mno-sse instead. elfseal is read as C++17, since LLVM 14's JSON.h and
libstdc++'s vector of C++20 do not go together under clang. A file without findings is read again once it, a header, its command
or .clang-tidy has changed. What the last commit or nobody yet committed is read first.
"""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess

import lit.Test
import lit.formats

FOLDERS = ('library', 'loader', 'tools')


def compile_commands(source, build):
    """{file, relative to the sources: how to read it}"""
    with open(os.path.join(build, 'compile_commands.json')) as file:
        entries = {os.path.relpath(entry['file'], source): entry for entry in json.load(file)}
    for name, entry in entries.items():
        entry['command'] = entry['command'].replace('-mgeneral-regs-only', '-mno-sse -mno-mmx').replace(
            '-fno-tree-loop-distribute-patterns', '')
        if name.startswith('tools/elfseal/'):
            entry['command'] = entry['command'].replace('-std=c++20', '-std=c++17')
    return {name: entry for name, entry in entries.items() if name.startswith(FOLDERS) and name.endswith(('.c', '.cpp'))}


def changed_files(source):
    """What git tells of changes; nothing where there is no git."""
    try:
        return {line[-1] for arguments in (['show', '--format=', '--name-only'], ['status', '--porcelain'])
                for line in map(str.split, subprocess.run(['git', '-C', source, *arguments], capture_output=True,
                                                          text=True).stdout.splitlines()) if line}
    except OSError:
        return set()


class TidyFormat(lit.formats.FileBasedTest):
    def __init__(self, source, build):
        self.source = pathlib.Path(source)
        self.out = pathlib.Path(build, 'tidy')
        self.out.mkdir(exist_ok=True)
        self.entries = compile_commands(source, build)
        with open(self.out / 'compile_commands.json', 'w') as file:
            json.dump(list(self.entries.values()), file)
        program = shutil.which('clang-tidy')
        self.common = str(program and os.stat(program).st_mtime_ns).encode()
        for path in [self.source / '.clang-tidy', *sorted(path for folder in ('include', *FOLDERS)
                                                          for path in (self.source / folder).rglob('*.h'))]:
            self.common += hashlib.sha256(path.read_bytes()).digest()

    def getTestsInDirectory(self, suite, path_in_suite, lit_config, config):
        changed = changed_files(self.source)
        for name in self.entries:
            test = lit.Test.Test(suite, (*path_in_suite, *name.split('/')), config, self.source / name)
            test.previous_failure |= name in changed  # lit runs these first
            yield test

    def execute(self, test, lit_config):
        if 'clang-tidy' not in test.config.available_features:
            return lit.Test.UNSUPPORTED, 'Test requires the following unavailable features: clang-tidy'
        entry = self.entries[os.path.relpath(test.getFilePath(), self.source)]
        state = hashlib.sha256(self.common + entry['command'].encode() + pathlib.Path(entry['file']).read_bytes())
        stamp = self.out / state.hexdigest()
        if stamp.exists():
            return lit.Test.PASS, ''
        done = subprocess.run(['clang-tidy', '--quiet', '-p', self.out, '--extra-arg=-Wno-unknown-warning-option',
                               '--extra-arg=-Wno-ignored-optimization-argument', entry['file']],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            return lit.Test.FAIL, done.stdout
        stamp.touch()
        return lit.Test.PASS, ''
