"""The tests of tests/loader once more, with what they call a program opened later, by dlopen.

Each file is the same: %prog makes a library of it, whose main a small glibc program runs (Inputs/host.c), and %both
compares that under the system's loader and ld-seal. What cannot be asked so is skipped, with the reason.
"""

import os
import re

import lit.Test
import lit.formats

FOLDERS = ['mapping', 'order', 'reloc', 'search', 'symbols', 'tls', 'versions']

# What a test's text says, and why it does not apply then. The first that fits counts.
BY_TEXT = [
    (r'%exec\b', 'is about programs at fixed addresses'),
    (r'%cc\b|order\.py', 'is about a program with a libc'),
    (r'%exits\b', 'is about a start that fails'),
    (r'RUN:(?!.*%both).*%(ld-seal|system-ld)\b', "is about the loader's own messages and options"),
    (r'RUN: +(env +(\S+=\S* +)+)?%t\S* *([|>]|$)', 'runs the program by itself'),
    (r'RUN:.*LD_PRELOAD', 'is about what comes before the program'),
    (r'-Wl,--dynamic-linker', "is about the program's interpreter"),
]
BY_NAME = {
    'search/origin.c': 'is about where a program lies, behind symbolic links',
    'symbols/undefined-function-uncalled.c': 'RTLD_NOW asks for every function; tests/programs/dlopen-late-function.c has RTLD_LAZY',
    'tls/alignment.c': 'wants more alignment than static TLS has for libraries opened later, under any loader',
}


def why_not(path):
    folder, name = os.path.split(path)
    key = os.path.join(os.path.basename(folder), name)
    if key in BY_NAME:
        return BY_NAME[key]
    with open(path) as file:
        text = file.read()
    return next((reason for pattern, reason in BY_TEXT if re.search(pattern, text, re.MULTILINE)), None)


class LaterTest(lit.Test.Test):
    def getSourcePath(self):
        *above, _, folder, name = self.path_in_suite
        return self.suite.getSourcePath((*above, 'loader', folder, name))


class LaterFormat(lit.formats.ShTest):
    def getTestsInDirectory(self, suite, path_in_suite, lit_config, config):
        root = suite.getSourcePath((*path_in_suite[:-1], 'loader'))
        for folder in FOLDERS:
            for name in sorted(os.listdir(os.path.join(root, folder))):
                if os.path.splitext(name)[1] in config.suffixes:
                    yield LaterTest(suite, (*path_in_suite, folder, name), config)

    def execute(self, test, lit_config):
        reason = why_not(test.getSourcePath())
        if reason:
            return lit.Test.UNSUPPORTED, reason
        return super().execute(test, lit_config)
