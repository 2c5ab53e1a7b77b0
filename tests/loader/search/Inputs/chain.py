"""chain.py OUT N COMPILER... SOURCE: builds libraries OUT.0.so to OUT.N-1.so, each of which needs the one before it."""

import subprocess
import sys

out, count, *compiler, source = sys.argv[1:]
for number in range(int(count)):
    below = [f'{out}.{number - 1}.so'] if number else []
    previous = number - 1 if number else count  # the first one's call is never made
    subprocess.run([*compiler, '-Wl,--no-as-needed', f'-DNUMBER={number}', f'-DPREVIOUS={previous}', source, *below,
                    '-o', f'{out}.{number}.so'], check=True)
