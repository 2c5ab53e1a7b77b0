"""Runs glibc's own tests under ld-seal, sealed and unsealed, and compares with glibc's loader.

DIR is a build tree of glibc 2.34 or later (docs/testing.md: "glibc's own tests"). The first run has glibc's make build the
tests of elf/, dlfcn/ and nptl/ and run them under the tree's own loader. Each test that goes through that loader and passes
then runs twice more, with ld-seal in the loader's place: with --seal=all, and with --seal=none. It must pass both times.

glibc-known.txt, beside this file, names the tests that do not pass, and why. The list only shrinks: a test that it names
and that passes is an error too. A test that fails and is not named runs once more, alone. What the tests wrote lies in
DIR/ld-seal afterwards. Exit status 1 if anything ended otherwise than the list says.
"""

import argparse
import fnmatch
import json
import pathlib
import sys

import glibc_tree

SUITES = pathlib.Path(__file__).resolve().parent
JUDGED = ['sealed', 'unsealed']


def read_known(path):
    """(mode, test) -> reason, from lines `MODE TEST: reason`; MODE is sealed, unsealed or both."""
    known = {}
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line or line.startswith('#'):
            continue
        what, _, reason = line.partition(': ')
        mode, _, test = what.partition(' ')
        if mode not in [*JUDGED, 'both'] or not test or not reason:
            sys.exit(f'{path}:{number}: not `sealed|unsealed|both TEST: reason`')
        known.update({(each, test): reason for each in (JUDGED if mode == 'both' else [mode])})
    return known


def native_results(tree, again, jobs):
    """From the first run, which takes long; noted in the tree."""
    noted = tree.work / 'native.json'
    if again or not noted.exists():
        print(f"building the tests and running them under the tree's own loader; {tree.work}/native.log tells how far it is",
              flush=True)
        noted.unlink(missing_ok=True)
        results = tree.native(jobs)
        if not results:
            sys.exit(f'{tree.build}: no test was run; see {tree.work}/native.log')
        noted.write_text(json.dumps(results, indent=1))
    return json.loads(noted.read_text())


def run(tree, tests, mode, known, jobs):
    """How each test ends; one that fails unexpectedly had a second chance, on a machine that does nothing else."""
    ends = tree.run(tests, mode, jobs)
    failed = [test for test in tests if ends[test] != 'PASS' and (mode, test) not in known]
    second = tree.run(failed, mode, 1)
    for test in failed:
        if second[test] == 'PASS':
            print(f'passes when it runs alone: {mode} {test}')
    return {**ends, **second}


def judge(tree, mode, ends, known):
    """Prints what is not as the list says; counts what passes, what fails as the list says, and what is unexpected."""
    passed, expected, unexpected = 0, 0, 0
    for test, end in ends.items():
        reason = known.get((mode, test))
        if end == 'PASS' and not reason:
            passed += 1
        elif end != 'PASS' and reason:
            expected += 1
        elif reason:
            unexpected += 1
            print(f'passes now, so take it off the list: {mode} {test}')
        else:
            unexpected += 1
            print(f'{end}: {mode} {test}')
            lines = tree.output(test, mode).decode(errors='replace').splitlines()
            print(''.join(f'    {line}\n' for line in lines[-8:]), end='')
    return passed, expected, unexpected


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--build', required=True, metavar='DIR', help='the build tree of glibc')
    parser.add_argument('--loader', metavar='FILE', help='the loader under test; default: that of build/release',
                        default=SUITES.parents[1] / 'build/release/loader/ld-seal-x86-64.so.1')
    parser.add_argument('--known', metavar='FILE', type=pathlib.Path, default=SUITES / 'glibc-known.txt',
                        help='the list of known differences; default: glibc-known.txt')
    parser.add_argument('--filter', metavar='PATTERN', default='*', help="only tests so named, e.g. 'elf/tst-tls*'")
    parser.add_argument('-j', '--jobs', metavar='N', type=int, default=2, help='so many tests at a time; default: 2')
    parser.add_argument('--again', action='store_true', help="run the tests under the tree's own loader again, too")
    options = parser.parse_args()
    if not pathlib.Path(options.loader).is_file():
        sys.exit(f'{options.loader}: no such file; build the loader, or name one with --loader')
    known = read_known(options.known)
    try:
        tree = glibc_tree.Tree(options.build)
    except glibc_tree.NotATree as error:
        sys.exit(str(error))
    native = native_results(tree, options.again, options.jobs)
    tests = [test for test, end in native.items() if end == 'PASS' and fnmatch.fnmatch(test, options.filter)]
    if not tests:
        sys.exit(f"no test that the tree's own loader passes is named {options.filter}")

    tree.install(options.loader)
    rows = [(mode, *judge(tree, mode, run(tree, tests, mode, known, options.jobs), known)) for mode in JUDGED]
    asked = [test for test in native if fnmatch.fnmatch(test, options.filter)]
    gone = [what for what in known if what[1] not in native]
    for mode, test in gone:
        print(f'no such test, so take it off the list: {mode} {test}')
    print(f'\n{"":9} {"pass":>5} {"known to differ":>16} {"unexpected":>11}')
    print(f'{"native":9} {len(tests):5} of {len(asked)} tests that go through the loader')
    for mode, passed, expected, unexpected in rows:
        print(f'{mode:9} {passed:5} {expected:16} {unexpected:11}')
    return 1 if gone or any(unexpected for *_, unexpected in rows) else 0


if __name__ == '__main__':
    sys.exit(main())
