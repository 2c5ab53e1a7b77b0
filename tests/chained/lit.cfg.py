"""The tests of tests/programs once more, with libc's own loader doing the linking (LD_SEAL_HOST=chain).

Each file is the same. `exceptions` names what cannot be so, and why.
"""

import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
sys.dont_write_bytecode = True  # nothing is written outside the build tree
import again

again.configure(config, lit_config, here, 'chained', of='programs')
config.suffixes = ['.c', '.cpp', '.test']
config.environment['LD_SEAL_HOST'] = 'chain'
