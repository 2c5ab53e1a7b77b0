"""The format of suites that run another suite's files once more: their `exceptions` tell what does not apply, and why."""

import copy
import os

import lit.Test

import checked


def read_exceptions(path, source_root):
    """{test: (what applies, why)}"""
    table = {}
    with open(path) as file:
        for line in file:
            if line.strip() and not line.startswith('#'):
                test, applies, reason = line.split(None, 2)
                if applies not in ('never', 'global') or not os.path.exists(os.path.join(source_root, test)):
                    raise ValueError(f'{path}: {line}')
                table[test] = applies, reason.strip()
    return table


def configure(config, lit_config, folder, how, of):
    """Makes config that of a suite in `folder` with the files of tests/OF; `how` says in a word or two how they are run."""
    tests = os.path.dirname(os.path.abspath(__file__))
    lit_config.load_config(config, os.path.join(os.path.dirname(tests), 'lit.cfg.py'))
    config.name = f'ld-seal, {how}'
    config.test_source_root = os.path.join(tests, of)
    config.test_exec_root = os.path.join(config.ldseal_build, 'lit', 'tests', os.path.basename(folder))
    config.test_format = AgainFormat(how, folder, config.test_source_root)


class AgainFormat(checked.CheckedTest):
    def __init__(self, how, folder, source_root):
        super().__init__(execute_external=True)
        self.how = how
        self.exceptions = read_exceptions(os.path.join(folder, 'exceptions'), source_root)

    def execute(self, test, lit_config):
        applies, reason = self.exceptions.get('/'.join(test.path_in_suite), ('always', ''))
        if applies == 'never':
            return lit.Test.UNSUPPORTED, f'{self.how}: {reason}'
        if applies == 'global':
            test.config = copy.copy(test.config)
            test.config.environment = dict(test.config.environment, LATER_MODES='global')
        return super().execute(test, lit_config)
