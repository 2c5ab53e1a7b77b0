"""overwrite.py FILE SYMBOL HEX: puts these bytes where the symbol's code begins."""

import subprocess
import sys

path, symbol, code = sys.argv[1:]
table = subprocess.run(['llvm-readelf', '--dyn-syms', path], capture_output=True, text=True, check=True).stdout
address = next(int(line.split()[1], 16) for line in table.splitlines() if line.split()[-1:] and line.split()[-1].split('@')[0] == symbol)
with open(path, 'r+b') as file:  # linked so that addresses of code are offsets
    file.seek(address)
    file.write(bytes.fromhex(code))
