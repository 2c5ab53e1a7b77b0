"""Runs a script with a program as its package made it, and again with the program marked and ld-seal as its interpreter.

    marked.py FOLDER LOADER ELFSEAL SCRIPT PROGRAM...

The programs are copied into FOLDER/bin, which stands first in PATH; SCRIPT is a shell script, run in an empty folder.
Its exit status must be 0, and what it prints the same both times; --unmark must restore the programs byte for byte.
Prints what the script printed, for FileCheck to read.
"""

import ctypes
import difflib
import filecmp
import os
import pathlib
import shutil
import subprocess
import sys

folder, loader, elfseal, script = (os.path.abspath(word) for word in sys.argv[1:5])
programs = sys.argv[5:]
folder = pathlib.Path(folder)
shutil.rmtree(folder, ignore_errors=True)
(folder / 'bin').mkdir(parents=True)
copies = [str(folder / 'bin' / os.path.basename(program)) for program in programs]
for program, copy in zip(programs, copies):
    shutil.copy(program, copy)

# Where the kernel can seal, the program is not to start without.
can_seal = ctypes.CDLL(None, use_errno=True).syscall(462, 0, 0, 0) == 0
policy = 'data,stack,require' if can_seal else 'data,stack'


def run_script():
    work = folder / 'work'
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    environment = dict(os.environ, PATH=f'{folder}/bin:' + os.environ['PATH'], HOME=str(work), TZ='UTC')
    done = subprocess.run(['sh', '-eu', script], cwd=work, env=environment, stdin=subprocess.DEVNULL, text=True,
                          errors='backslashreplace', stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=1800)
    if done.returncode:
        sys.exit(f'{done.stdout}\nthe script ended with {done.returncode}')
    return done.stdout


def is_started_by_loader(copy):
    done = subprocess.run([copy, '--version'], env=dict(os.environ, LD_SEAL_REPORT='1'), stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors='replace')
    return any('sealed' in line and line.endswith(copy) for line in done.stderr.splitlines())


before = run_script()
subprocess.run([elfseal, '--mark', f'--policy={policy}', f'--set-interpreter={loader}', *copies], check=True)
for copy in copies:
    if not is_started_by_loader(copy):
        sys.exit(f'{copy}: not started by {loader}')
after = run_script()
if before != after:
    sys.exit('\n'.join(difflib.unified_diff(before.splitlines(), after.splitlines(), 'as it was', 'marked', lineterm='')))
subprocess.run([elfseal, '--unmark', *copies], check=True)
for program, copy in zip(programs, copies):
    if not filecmp.cmp(program, copy, shallow=False):
        sys.exit(f'{copy}: not restored')
print(after, end='')
