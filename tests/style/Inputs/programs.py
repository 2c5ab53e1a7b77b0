"""programs.py SOURCES [FILE...]: what is wrong with the programs that these files call; without FILE, all tests and their helpers,
and whether ./check installs every package of tests/commands.py."""

import pathlib
import re
import sys

source = pathlib.Path(sys.argv[1])
sys.dont_write_bytecode = True
sys.path.insert(0, str(source / 'tests'))
import commands

# On the smallest Debian 12 there is.
MINIMAL = set('apt bash coreutils dash diffutils dpkg findutils grep gzip libc-bin mount sed tar util-linux'.split())

tests = source / 'tests'
files = [pathlib.Path(name) for name in sys.argv[2:]]
if not files:
    files = [path for path in tests.rglob('*') if path.suffix in ('.py', '.sh')]
    files += [path for path in tests.rglob('*') if path.suffix in ('.c', '.cpp', '.s', '.test', '.yaml') and 'Inputs' not in path.parts]
known = commands.programs_of(commands.ALWAYS) | commands.programs_of(commands.OPTIONAL)
wrong = []
for path in sorted(files):
    if path.suffix in ('.py', '.sh'):  # what they call, the tests that call them require
        found = [f'{program} is called, which tests/commands.py does not know' for program in commands.called(str(path)) - known]
    else:
        found = filter(None, [commands.complaint(str(path))])
    wrong += [f'{path.name}: {what}' for what in found]
if not sys.argv[2:]:
    listed = set(re.findall(r'[\w.+-]+', ' '.join(re.findall(r"(?s)\w+_packages='(.*?)'", (source / '.ci/packages.sh').read_text()))))
    wrong += [f'{package} is in no list of .ci/packages.sh'
              for package in sorted({*commands.ALWAYS, *commands.OPTIONAL} - listed - MINIMAL)]
print('\n'.join(wrong))
sys.exit(bool(wrong))
