"""many.py OUT CXX SOURCE N: builds N libraries, each over the one before it, and a program over the last."""

import concurrent.futures
import subprocess
import sys

out, cxx, source, count = sys.argv[1:]
count = int(count)


def compile_one(number):
    subprocess.run([cxx, '-std=c++17', '-fPIC', '-c', f'-DNUMBER={number}', f'-DPREVIOUS={number - 1}', source,
                    '-o', f'{out}.{number}.o'], check=True)


with concurrent.futures.ThreadPoolExecutor(2) as pool:
    list(pool.map(compile_one, range(1, count + 1)))
for number in range(1, count + 1):
    below = [f'{out}.{number - 1}.so'] if number > 1 else []
    subprocess.run([cxx, '-shared', f'{out}.{number}.o', *below, '-o', f'{out}.{number}.so'], check=True)
subprocess.run([cxx, '-std=c++17', f'-DCOUNT={count}', source,
                *[f'{out}.{number}.so' for number in range(count, 0, -1)], '-Wl,--no-as-needed',
                '-o', f'{out}.program'], check=True)
