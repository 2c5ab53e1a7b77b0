"""as-nobody.py COMMAND [ARG...]: runs a command without root's identity and capabilities, as user and group 65534."""

import os
import sys

os.setgroups([])
os.setresgid(65534, 65534, 65534)
os.setresuid(65534, 65534, 65534)
os.execv(sys.argv[1], sys.argv[1:])
