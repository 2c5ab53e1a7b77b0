"""The tests of tests/loader once more, with what they call a program opened later, by dlopen.

Each file is the same. What it builds as a program is a shared object here, whose main a small glibc program runs
(Inputs/host.c), and %both compares that under the system's loader and ld-seal. `exceptions` names what cannot be
asked so, and why. `run-lit -v tests/later/tls/descriptor.c` runs one.
"""

import os
import shlex
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
sys.dont_write_bytecode = True  # nothing is written outside the build tree
import again

again.configure(config, lit_config, here, 'opened later', of='loader')
config.suffixes = ['.c', '.cpp', '.s', '.test', '.yaml']
# These folders are about a start: the command line, diagnostics, the loader itself.
config.excludes |= {'cli', 'diagnostics', 'errors', 'glibc', 'secure', 'self'}

commands = os.path.join(config.test_exec_root, 'commands')
os.makedirs(commands, exist_ok=True)
host = os.path.join(commands, 'host')
subprocess.run([config.cc, '-O1', '-o', host, os.path.join(here, 'Inputs', 'host.c')], check=True)


def command(name, *words):
    """One word that stands for these: tests hand %cc and the loaders on to scripts."""
    path = os.path.join(commands, name)
    with open(path, 'w') as file:
        file.write('#!/bin/sh\nexec ' + ' '.join(shlex.quote(word) for word in words) + ' "$@"\n')
    os.chmod(path, 0o755)
    return shlex.quote(path)


was = dict(config.substitutions)
compiler = command('cc', os.path.join(here, 'Inputs', 'cc'), config.cc)
run = [sys.executable, os.path.join(here, 'Inputs', 'run.py'), host]
without_libc = shlex.join(word for word in shlex.split(was[r'%dso\b'])[1:] if word != '-shared')
instead = {
    r'%prog\b': f'{compiler} {without_libc}',
    r'%exec\b': f'{compiler} {without_libc}',
    r'%cc\b': compiler,
    r'%both\b': was[r'%both\b'] + ' --host=' + shlex.quote(host),
    r'%ld-seal\b': command('ld-seal', *run, *shlex.split(was[r'%ld-seal\b'])),
    r'%system-ld\b': command('system-ld', *run, *shlex.split(was[r'%system-ld\b'])),
}
# The program as a command of its own: %t, env NAME=VALUE %t, %exits N %t.
by_itself = (r'(%dbg\([^)]*\)\s*(?:env \S+ )*(?:%exits \d+ )?)(?=%t)', r'\1' + command('kernel', *run, 'kernel') + ' ')
config.substitutions = [by_itself] + [(name, instead.get(name, words)) for name, words in config.substitutions]
