"""attributes.py FILE: prints its mode, owner and extended attributes, a line each."""

import os
import sys

status = os.stat(sys.argv[1])
print(f'{status.st_mode:o} {status.st_uid}:{status.st_gid}')
for name in sorted(os.listxattr(sys.argv[1])):
    print(name, os.getxattr(sys.argv[1], name).hex())
