"""each.py FOLDER LOADER: makes each .yaml file of FOLDER an ELF file and runs the loader on it.

Every one must be refused with status 126 or 127 and one line on standard error that begins "ld-seal: ".
"""

import pathlib
import subprocess
import sys

folder, loader = sys.argv[1:]
count = refused = 0
for source in sorted(pathlib.Path(folder).glob('*.yaml')):
    image = source.with_suffix('.elf')
    subprocess.run(['yaml2obj', str(source), '-o', str(image)], check=True)
    image.chmod(0o755)
    done = subprocess.run([loader, str(image)], capture_output=True, timeout=600)
    count += 1
    if done.returncode in (126, 127) and done.stderr.startswith(b'ld-seal: ') and done.stderr.count(b'\n') == 1:
        refused += 1
    else:
        print(f'{source.stem}: status {done.returncode}: {done.stderr.decode(errors="replace")}')
print(f'{count} files, {refused} refused with one line')
