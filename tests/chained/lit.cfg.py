"""The tests of tests/programs once more, with libc's own loader doing the linking (LD_SEAL_HOST=chain).

Each file is the same. `exceptions` names what cannot be so, and why.
"""

import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
source = os.path.dirname(os.path.dirname(here))
lit_config.load_config(config, os.path.join(source, 'lit.cfg.py'))

sys.path.insert(0, os.path.dirname(here))
sys.dont_write_bytecode = True  # nothing is written outside the build tree
import again

config.name = 'ld-seal, chained'
config.suffixes = ['.c', '.cpp', '.test']
config.test_source_root = os.path.join(source, 'tests', 'programs')
config.test_exec_root = os.path.join(config.ldseal_build, 'lit', 'tests', 'chained')
config.test_format = again.AgainFormat('chained', here, config.test_source_root)
config.environment['LD_SEAL_HOST'] = 'chain'
