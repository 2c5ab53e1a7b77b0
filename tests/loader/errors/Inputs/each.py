"""each.py FOLDER LOADER: makes each .yaml file of FOLDER an ELF file and runs the loader on it.

Every one must be refused with status 126 or 127 and a message.
"""

import pathlib
import subprocess
import sys

sys.path.append(str(pathlib.Path(__file__).parents[3]))
from refusal import is_refusal

folder, loader = sys.argv[1:]
count = refused = 0
for source in sorted(pathlib.Path(folder).glob('*.yaml')):
    image = source.with_suffix('.elf')
    subprocess.run(['yaml2obj', str(source), '-o', str(image)], check=True)
    image.chmod(0o755)
    done = subprocess.run([loader, str(image)], capture_output=True, timeout=600)
    count += 1
    if is_refusal(done.returncode, done.stderr):
        refused += 1
    else:
        print(f'{source.stem}: status {done.returncode}: {done.stderr.decode(errors="replace")}')
print(f'{count} files, {refused} refused')
