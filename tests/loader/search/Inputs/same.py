"""same.py WHERE LOADER... -- ARGUMENT...: each of the loaders, run with the arguments, finds the library in WHERE."""

import subprocess
import sys

where, *rest = sys.argv[1:]
at = rest.index('--')
for loader in rest[:at]:
    output = subprocess.run([loader, *rest[at + 1:]], stdout=subprocess.PIPE, text=True).stdout
    if output != f'found in={where}\n':
        sys.exit(f'{loader}: {output!r} instead of {where}')
