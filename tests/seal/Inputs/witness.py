"""witness.py [--if-installed] LOADER WITNESS.so PROGRAM ARG... [:: PROGRAM ARG...]...

Starts each program twice with the witness preloaded: by hand, and by the kernel from a copy that names
LOADER as its interpreter, with LD_SEAL=all. Says how many runs were sealed, and what was open in the others.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', '..'))
from interpreter import with_interpreter  # noqa: E402

arguments = sys.argv[1:]
if_installed = arguments[0] == '--if-installed'
loader, witness, *words = arguments[if_installed:]
programs = [command.split('\0') for command in '\0'.join(words).split('\0::\0')]
if if_installed:
    programs = [command for command in programs if shutil.which(command[0])]

runs = sealed = 0
with tempfile.TemporaryDirectory() as folder:
    notes = os.path.join(folder, 'notes')
    for name, *arguments in programs:
        program = shutil.which(name)
        if not program:
            print(f'{name}: no such program')
            continue
        copy = with_interpreter(os.path.realpath(program), loader, folder)
        for command, executable in [([loader, program, *arguments], loader), ([program, *arguments], copy)]:
            pathlib.Path(notes).write_text('')
            done = subprocess.run(command, executable=executable, stdin=subprocess.DEVNULL, capture_output=True,
                                  env=dict(os.environ, LD_SEAL='all', LD_PRELOAD=witness, WITNESS=notes), timeout=1200)
            runs += 1
            seen = pathlib.Path(notes).read_text().splitlines()
            # Children with the system's own loader look too, and are none of this test's business.
            if seen and (len(seen) == 1 or seen[1] == 'looked') and done.returncode == 0:
                sealed += 1
            else:
                print(f'{" ".join(command)}: status {done.returncode}')
                print('\n'.join(seen[:20]), done.stderr.decode(errors='replace')[:500])
print(f'{len(programs)} programs, {runs} runs, {sealed if sealed < runs else "all"} sealed')
