"""run.py HOST LOADER [OPTION...] PROGRAM [ARG...]

Starts HOST in place of PROGRAM, an object that was built for it (host.c): by LOADER, or by the kernel where LOADER is
'kernel'. Who has a look at the arguments sees PROGRAM's.
"""

import os
import sys

VALUED = {'--argv0', '--glibc-hwcaps-mask', '--glibc-hwcaps-prepend', '--inhibit-rpath', '--library-path', '--preload'}

host, loader, *words = sys.argv[1:]
options = []
while words and words[0].startswith('-'):
    options += [words.pop(0)]
    if options[-1] in VALUED:
        options += [words.pop(0)]
# A program that the loader finds by its name has no slash, and dlopen would search for it.
program = os.path.join(os.path.dirname(words[0]) or '.', os.path.basename(words[0]))
if loader == 'kernel':
    os.execv(host, [program, *words[1:]])
os.execv(loader, [loader, *options, '--argv0', program, host, *words[1:]])
