"""wide.py OUT CC INCLUDES SOURCE: builds twelve libraries with a dependency graph, and a program over them."""

import subprocess
import sys

out, cc, includes, source = sys.argv[1:]
common = [cc, '-I' + includes, '-Wl,--no-as-needed', source]
libraries = []
for i in range(12):
    needed = [libraries[j] for j in range(i) if (i * 7 + j * 5) % 4 == 0]
    libraries.append(f'{out}.{i}.so')
    subprocess.run([*common, '-shared', '-fPIC', '-nostdlib', f'-DNAME=library{i}', *reversed(needed),
                    '-o', libraries[i]], check=True)
order = [libraries[(i * 5 + 3) % 12] for i in range(12)]
subprocess.run([*common, '-DMAIN', '-DNAME=program', *order, '-o', out + '.program'], check=True)
