"""terminal.py COMMAND...: runs it with a terminal as its standard output; prints what it wrote, with ^ for ESC [."""

import os
import pty
import subprocess
import sys

reader, writer = pty.openpty()
process = subprocess.Popen(sys.argv[1:], stdout=writer, env={**os.environ, 'TERM': 'xterm'})
os.close(writer)
written = b''
try:
    while chunk := os.read(reader, 65536):
        written += chunk
except OSError:  # the other end is closed
    pass
process.wait()
print(written.decode(errors='replace').replace('\r', '').replace('\33[', '^'), end='')
