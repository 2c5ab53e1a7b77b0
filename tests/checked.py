"""The format of the suite's tests."""

import lit.Test
import lit.formats

import commands


class CheckedTest(lit.formats.ShTest):
    """A test fails if a program that it calls is not known, or may be missing and is not required: here, too, where it is found."""

    def execute(self, test, lit_config):
        wrong = commands.complaint(test.getSourcePath())
        return lit.Test.Result(lit.Test.UNRESOLVED, wrong) if wrong else super().execute(test, lit_config)
