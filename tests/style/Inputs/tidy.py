"""Runs clang-tidy over the loader's sources with the build tree's compile commands, a process per processor.

The compile commands are g++'s; options that clang does not know are no finding.
"""

import concurrent.futures
import json
import os
import subprocess
import sys

source, build = sys.argv[1:]
with open(os.path.join(build, 'compile_commands.json')) as file:
    files = sorted({entry['file'] for entry in json.load(file)
                    if entry['file'].startswith(os.path.join(source, 'loader') + os.sep)
                    and entry['file'].endswith('.cpp')})


def check(path):
    return subprocess.run(['clang-tidy', '--quiet', '-p', build, '--extra-arg=-Wno-unknown-warning-option',
                           '--extra-arg=-Wno-ignored-optimization-argument', path],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    results = list(pool.map(check, files))
for result in results:
    if result.returncode:
        print(result.stdout)
sys.exit(any(result.returncode for result in results) or not files)
