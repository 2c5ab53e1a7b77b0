"""tidy.py SOURCES BUILD OUT FOLDER...: clang-tidy over the sources in these folders, with the build tree's compile commands.

Those are g++'s. What clang does not know is no finding, and clang takes -mgeneral-regs-only to forbid the
long double that the standard headers name: OUT gets commands with -mno-sse instead. elfseal is read as C++17, since LLVM
14's JSON.h and libstdc++'s vector of C++20 do not go together under clang. A file without findings is looked at again once
it, a header, its command or .clang-tidy has changed.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import subprocess
import sys

source, build, out, *folders = sys.argv[1:]
places = tuple(os.path.join(source, folder) + os.sep for folder in folders)
os.makedirs(out, exist_ok=True)
with open(os.path.join(build, 'compile_commands.json')) as file:
    entries = [entry for entry in json.load(file) if entry['file'].startswith(places) and entry['file'].endswith(('.c', '.cpp'))]
for entry in entries:
    entry['command'] = entry['command'].replace('-mgeneral-regs-only', '-mno-sse -mno-mmx').replace(
        '-fno-tree-loop-distribute-patterns', '')
    if f'{os.sep}elfseal{os.sep}' in entry['file']:
        entry['command'] = entry['command'].replace('-std=c++20', '-std=c++17')
with open(os.path.join(out, 'compile_commands.json'), 'w') as file:
    json.dump(entries, file)


root = pathlib.Path(source)
common = hashlib.sha256(subprocess.run(['clang-tidy', '--version'], capture_output=True, check=True).stdout)
headers = [path for folder in ('include', 'library', 'loader', 'tools') for path in (root / folder).rglob('*.h')]
for path in [root / '.clang-tidy', *sorted(headers)]:
    common.update(path.read_bytes())


def check(entry):
    """What clang-tidy says of a file; nothing if it has no findings."""
    state = common.copy()
    state.update(entry['command'].encode() + pathlib.Path(entry['file']).read_bytes())
    stamp = pathlib.Path(out, state.hexdigest())
    if stamp.exists():
        return ''
    done = subprocess.run(['clang-tidy', '--quiet', '-p', out, '--extra-arg=-Wno-unknown-warning-option',
                           '--extra-arg=-Wno-ignored-optimization-argument', entry['file']],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode == 0:
        stamp.touch()
        return ''
    return done.stdout


with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    findings = list(filter(None, pool.map(check, {entry['file']: entry for entry in entries}.values())))
print('\n'.join(findings))
sys.exit(bool(findings) or not entries)
