"""Runs CPython's own tests under the system's loader and under ld-seal, sealed, and compares every single result.

    cpython.py --loader=LOADER --all | MODULE...

The tests are those of Debian's libpython3.11-testsuite, run by /usr/bin/python3 -m test, one module (test_ctypes, ...)
at a time, each in a system of its own (sealed_system.py), so that the programs they start are sealed as well. Each test
must end as it does under the system's loader: passed, failed, with an error, or skipped for the same reason. Where
it does not, the module runs again under both, up to twice: a test that ends in several ways under the system's loader is
listed as unsteady.

    --all          every module but those in LEFT_OUT
    --jobs=N       so many modules at a time (2)
    --limit=N      seconds for one module (1200)
    --json=FILE    all results

Exit status 1 where a test ends otherwise under ld-seal.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree

SYSTEM = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'sealed_system.py')
PYTHON = '/usr/bin/python3'

LEFT_OUT = {
    'test_gdb': 'takes a Python built with its debug information',
    'test_regrtest': 'tests the running of tests',
    'test_site': 'writes into the home folder of the user',
}
# Tests by their names: these speak to the machine that hosts a virtual one, which need not answer.
IGNORED = '*VSOCK*'


def results_of(report):
    """The outcome of each test from a report in JUnit's format."""
    outcomes = {}
    for case in xml.etree.ElementTree.parse(report).iter('testcase'):
        outcome = 'passed'
        for kind in ['error', 'failure', 'skipped']:
            found = case.find(kind)
            if found is not None:
                outcome = kind
                if kind == 'skipped':
                    outcome += ': ' + re.sub(r'0x[0-9a-f]+|\d+', '0', found.text or found.get('message') or '')
        name = f"{case.get('classname', '')}.{case.get('name')}"
        # Subtests come under their test's name with parameters that may hold addresses or times.
        name = re.sub(r'0x[0-9a-f]+', '0x', name)
        if outcomes.get(name, 'passed') == 'passed':
            outcomes[name] = outcome
    return outcomes


def run(module, loader, limit):
    """One module under one loader: each test's outcome, with the module's exit status among them."""
    with tempfile.TemporaryDirectory(prefix='cpython-') as folder:
        report = os.path.join(folder, 'report.xml')
        command = [sys.executable, SYSTEM, '--isolated', *([f'--loader={loader}'] if loader else []), PYTHON, '-m', 'test',
                   '--junit-xml', report, '--tempdir', folder, '--ignore', IGNORED, '-v', module]
        environment = {'PATH': '/usr/bin:/bin:/usr/sbin:/sbin', 'HOME': folder, 'TMPDIR': folder, 'LC_ALL': 'C.UTF-8',
                       'TERM': 'dumb'}
        try:
            done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, timeout=limit, cwd=folder)
            outcomes = {'exit status': str(done.returncode)}
            output = done.stdout
        except subprocess.TimeoutExpired as expired:
            outcomes, output = {'exit status': 'timeout'}, expired.stdout or b''
        if os.path.exists(report):
            outcomes.update(results_of(report))
        return outcomes, output.decode(errors='replace')


def differences(native, sealed):
    """What ends under ld-seal as it never did under the system's loader."""
    names = sorted({name for outcomes in [*native, sealed] for name in outcomes})
    return {name: sealed.get(name, 'not run') for name in names
            if sealed.get(name, 'not run') not in {outcomes.get(name, 'not run') for outcomes in native}}


def judge(module, loader, limit):
    began = time.monotonic()
    native = [run(module, None, limit)[0]]
    for again in range(3):
        sealed, output = run(module, loader, limit)
        if again:
            native.append(run(module, None, limit)[0])
        differing = differences(native, sealed)
        if not differing:
            break
    unsteady = sorted(name for name in native[0] if any(outcomes.get(name) != native[0][name] for outcomes in native))
    print(f'{module}: {len(sealed) - 1} tests, {len(differing)} differ, {len(native) + again + 1} runs, '
          f'{time.monotonic() - began:.0f} s', file=sys.stderr, flush=True)
    return {'module': module, 'native': native[0], 'sealed': sealed, 'differs': differing, 'unsteady': unsteady,
            'output': output if differing else ''}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('--loader', required=True)
    parser.add_argument('--all', action='store_true')
    parser.add_argument('--jobs', type=int, default=2)
    parser.add_argument('--limit', type=float, default=1200)
    parser.add_argument('--json')
    parser.add_argument('modules', nargs='*')
    options = parser.parse_args()
    modules = options.modules
    if options.all:
        tests = pathlib.Path('/usr/lib/python3.11/test')
        modules = sorted({path.stem for path in tests.glob('test_*') if path.suffix == '.py' or path.is_dir()}
                         - set(LEFT_OUT))
        for module, reason in LEFT_OUT.items():
            print(f'left out: {module}: {reason}')

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(lambda module: judge(module, options.loader, options.limit), modules))
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(results, indent=1))

    counts = {'passed': 0, 'failure': 0, 'error': 0, 'skipped': 0}
    for result in results:
        if len(result['sealed']) == 1:
            print(f"nothing to run in {result['module']}")
        for name in result['unsteady']:
            print(f"unsteady under the system's loader: {result['module']} {name}")
        for name, outcome in result['differs'].items():
            print(f"differs: {result['module']} {name}: {result['native'].get(name, 'not run')} under the system's loader, "
                  f'{outcome} under ld-seal')
        if result['output']:
            print('\n'.join('    ' + line for line in result['output'].splitlines()[-40:]))
        for name, outcome in result['sealed'].items():
            if name != 'exit status':
                counts[outcome.split(':')[0]] += 1
    differing = sum(len(result['differs']) for result in results)
    print(f"{len(results)} modules, {sum(counts.values())} tests: {counts['passed']} passed, {counts['failure']} failed, "
          f"{counts['error']} with errors, {counts['skipped']} skipped under ld-seal; "
          f"{differing} end otherwise than under the system's loader")
    return 1 if differing else 0


if __name__ == '__main__':
    sys.exit(main())
