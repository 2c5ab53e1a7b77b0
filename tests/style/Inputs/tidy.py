"""tidy.py SOURCES BUILD OUT: clang-tidy over the loader's sources, with the build tree's compile commands.

Those are g++'s. What clang does not know is no finding, and clang takes -mgeneral-regs-only to forbid the
long double that the standard headers name: OUT gets commands with -mno-sse instead.
"""

import concurrent.futures
import json
import os
import subprocess
import sys

source, build, out = sys.argv[1:]
os.makedirs(out, exist_ok=True)
with open(os.path.join(build, 'compile_commands.json')) as file:
    entries = [entry for entry in json.load(file)
               if entry['file'].startswith(os.path.join(source, 'loader') + os.sep) and entry['file'].endswith('.cpp')]
for entry in entries:
    entry['command'] = entry['command'].replace('-mgeneral-regs-only', '-mno-sse -mno-mmx').replace(
        '-fno-tree-loop-distribute-patterns', '')
with open(os.path.join(out, 'compile_commands.json'), 'w') as file:
    json.dump(entries, file)


def check(path):
    return subprocess.run(['clang-tidy', '--quiet', '-p', out, '--extra-arg=-Wno-unknown-warning-option',
                           '--extra-arg=-Wno-ignored-optimization-argument', path],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    results = list(pool.map(check, sorted({entry['file'] for entry in entries})))
for result in results:
    if result.returncode:
        print(result.stdout)
sys.exit(any(result.returncode for result in results) or not entries)
