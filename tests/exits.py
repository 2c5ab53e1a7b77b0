"""exits.py N COMMAND [ARG...]: succeeds when the command exits with status N; a signal never passes."""

import signal
import subprocess
import sys

expected = int(sys.argv[1])
try:
    status = subprocess.run(sys.argv[2:], timeout=1200).returncode
except OSError as error:
    sys.exit(f'exits: {error}')
if status != expected:
    sys.stdout.flush()
    ended = f'status {status}' if status >= 0 else signal.Signals(-status).name
    sys.exit(f"exits: expected status {expected}, got {ended}: {' '.join(sys.argv[2:])}")
