"""synopsis.py PAGE ELFSEAL: prints the synopsis of elfseal's manual page, in mdoc, a line a mode; then what each lacks or has too much.

elfseal refuses what it has no use for in a mode before it looks for a file.
"""

import re
import subprocess
import sys

page, elfseal = sys.argv[1:]
with open(page) as file:
    synopsis = re.search(r'^\.Sh SYNOPSIS\n\.Nm\n(.*?)^\.Sh', file.read(), re.M | re.S)[1]
help_text = subprocess.run([elfseal, '--help'], capture_output=True, text=True).stdout.split('\nOptions:\n')[1]
options = dict(re.findall(r'^  (--?[a-z-]+)(\[?=)? ?', help_text, re.M))
values = {'--policy': 'data', '--color': 'never', '--fail-on': 'never'}


def takes(mode, option):
    word = f'{option}={values.get(option, "no/such")}' if options[option] else option
    told = subprocess.run([elfseal, mode, word, 'no/such'], capture_output=True, text=True).stderr
    return 'has no meaning here' not in told


modes = {}
for lines in synopsis.split('.Nm\n'):
    text = re.sub(r'^\.|\b(?:Ar|Op) ', '', lines, flags=re.M)
    text = re.sub(r'\bFl ', '-', text.replace(' Ns ', ''))
    print('elfseal', *text.split())
    mode, *named = [word for word in re.findall(r'-[a-z-]+', text) if word in options]
    modes[mode] = set(named)
for mode, named in modes.items():
    wanted = {option for option in options if option not in modes and takes(mode, option)}
    for option in sorted(wanted ^ named):
        print(f'{mode}: {"lacks" if option in wanted else "does not take"} {option}')
