"""See later.py."""

import os
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
from later import LaterFormat

host = os.path.join(config.test_exec_root, 'later-host')
subprocess.run([config.cc, '-O1', '-o', host, os.path.join(here, 'Inputs', 'host.c')], check=True)

replaced = {
    r'%prog\b': lambda words: words.replace(' -fPIE -pie ', ' -fPIC -shared -DLATER '),
    r'%both\b': lambda words: f'{words} --host={host}',
}
config.substitutions = [(name, replaced.get(name, str)(words)) for name, words in config.substitutions]
config.test_format = LaterFormat(execute_external=True)
