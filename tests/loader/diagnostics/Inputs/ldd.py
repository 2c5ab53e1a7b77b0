"""ldd.py LDD FILE...: compares what `ldd` says with what the copy LDD says, for each file and each option."""

import re
import subprocess
import sys


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines = [re.sub(r' \(0x[0-9a-f]{16}\)', '', line) for line in done.stdout.splitlines()]
    lines = [re.sub(r'/lib(64|/x86_64-linux-gnu)/ld-linux', 'ld-linux', line) for line in lines]
    return done.returncode, [line for line in lines if not re.match(r'\t(ld-linux\S* => )?ld-linux\S*$', line)]


different = False
for file in sys.argv[2:]:
    for options in [], ['-d'], ['-r'], ['-u'], ['-v']:
        expected, actual = run(['ldd', *options, file]), run(['bash', sys.argv[1], *options, file])
        if expected != actual:
            different = True
            print('ldd', *options, file, '\nexpected:', *expected[1], expected[0], '\ngot:', *actual[1], actual[0],
                  sep='\n')
sys.exit(different)
