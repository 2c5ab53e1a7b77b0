"""The format of the suite in this folder: `exceptions` tells what tests of tests/loader cannot be asked later."""

import copy
import os

import lit.Test
import lit.formats

here = os.path.dirname(os.path.abspath(__file__))


def exceptions(source_root):
    """{test: (what applies, why)}"""
    table = {}
    with open(os.path.join(here, 'exceptions')) as file:
        for line in file:
            if line.strip() and not line.startswith('#'):
                test, applies, reason = line.split(None, 2)
                if applies not in ('never', 'global') or not os.path.exists(os.path.join(source_root, test)):
                    raise ValueError(f'tests/later/exceptions: {line}')
                table[test] = applies, reason.strip()
    return table


class LaterFormat(lit.formats.ShTest):
    def __init__(self, source_root):
        super().__init__(execute_external=True)
        self.exceptions = exceptions(source_root)

    def execute(self, test, lit_config):
        applies, reason = self.exceptions.get('/'.join(test.path_in_suite), ('always', ''))
        if applies == 'never':
            return lit.Test.UNSUPPORTED, 'opened later: ' + reason
        if applies == 'global':
            test.config = copy.copy(test.config)
            test.config.environment = dict(test.config.environment, LATER_MODES='global')
        return super().execute(test, lit_config)
