"""Runs glibc's own tests under ld-seal, sealed and unsealed, and compares with the loader that they were built with.

    glibc.py --loader=LOADER --build=DIR [--record] [NAME...]

DIR is a build tree of glibc 2.34 or later, made from its source as docs/testing.md tells. The first run has make run
the tests of elf/, dlfcn/ and nptl/ with this script as glibc's test wrapper. The script notes each command that goes
through the tree's loader, and its exit status, in DIR/ld-seal-tests.json. Then each test that passed runs twice more:
under LOADER with --seal=all, and with --seal=none. Both must pass.

    --record       run the tests by make again and note the commands anew
    --jobs=N       so many tests at a time (2)
    --limit=N      seconds for one test (300)
    NAME...        only tests with these names

glibc-known.txt names the tests that end otherwise, and why. The list only shrinks: a test that it names and that
passes is an error too. Exit status 1 where a test fails that the list does not name, or passes though it does.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve()
FOLDERS = 'elf dlfcn nptl'
RECORD = 'ld-seal-tests.json'
LOADER = '/elf/ld-linux-x86-64.so.2'
MODES = {'sealed': '--seal=all', 'unsealed': '--seal=none'}
WRAPPING = 'LDSEAL_GLIBC_RECORD'


def wrap(words):
    """As glibc's test wrapper: runs `env VAR=VALUE... COMMAND` and notes it in the file that WRAPPING names."""
    log = os.environ.pop(WRAPPING)
    status = subprocess.run(words, check=False).returncode
    stdin = os.readlink('/proc/self/fd/0')
    line = json.dumps({'cwd': os.getcwd(), 'words': words, 'status': status,
                       'stdin': stdin if os.path.isfile(stdin) else '/dev/null'}) + '\n'
    file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(file, line.encode())
    return status if status >= 0 else 128 - status


def name_of(test):
    """The test program's name with its arguments; paths without their folders."""
    after = test['words'][loader_index(test['words']) + 1:]
    while after and after[0].startswith('--'):
        after = after[2:] if after[0] in ('--library-path', '--inhibit-rpath', '--preload', '--argv0') else after[1:]
    return ' '.join(os.path.basename(word) if word.startswith('/') else word for word in after)


def loader_index(words):
    """Where the tree's loader stands among the words; -1 for a command that does not go through the loader."""
    return next((i for i, word in enumerate(words) if word.endswith(LOADER)), -1)


def is_usable(test):
    """Is it a test program that the tree's loader runs by hand, outside of glibc's containers?"""
    words = test['words']
    at = loader_index(words)
    return at > 0 and words[at + 1:at + 2] == ['--library-path'] and not any('test-container' in word for word in words)


def record(build):
    """Has make run the tests, each by wrap()."""
    log = build / (RECORD + '.lines')
    log.unlink(missing_ok=True)
    for result in (path for folder in FOLDERS.split() for path in (build / folder).glob('*.out')):
        result.unlink()  # make would take the test for done
    wrapper = shlex.join(['env', f'{WRAPPING}={log}', sys.executable, str(HERE), '--wrap'])
    subprocess.run(['make', '-k', '-C', str(build), 'check', f'subdirs={FOLDERS}', f'test-wrapper={wrapper}',
                    f'-j{os.cpu_count()}'], check=False, stdin=subprocess.DEVNULL)
    tests = [json.loads(line) for line in log.read_text().splitlines()]
    (build / RECORD).write_text(json.dumps([test for test in tests if is_usable(test)], indent=1))
    log.unlink()


def run(test, loader, mode, limit):
    """The exit status under ld-seal; None where the time was up."""
    words = list(test['words'])
    words[loader_index(words):loader_index(words) + 1] = [loader, MODES[mode]]
    with open(test['stdin'], 'rb') as stdin:
        process = subprocess.Popen(words, cwd=test['cwd'], stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   start_new_session=True)
        try:
            output = process.communicate(timeout=limit)[0]
            return process.returncode, output
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            return None, process.communicate()[0]


def read_known():
    """(mode, name) -> reason, from lines `MODE NAME: reason`; MODE is sealed, unsealed or both."""
    known = {}
    for line in (HERE.parent / 'glibc-known.txt').read_text().splitlines():
        if not line or line.startswith('#'):
            continue
        what, reason = line.split(': ', 1)
        mode, name = what.split(' ', 1)
        known.update({(each, name): reason for each in (MODES if mode == 'both' else [mode])})
    return known


def main():
    if sys.argv[1:2] == ['--wrap']:
        return wrap(sys.argv[2:])
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('--loader', required=True, type=os.path.abspath)
    parser.add_argument('--build', required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument('--record', action='store_true')
    parser.add_argument('--jobs', type=int, default=2)
    parser.add_argument('--limit', type=float, default=300)
    parser.add_argument('names', nargs='*')
    options = parser.parse_args()
    if not (options.build / 'elf' / 'ld-linux-x86-64.so.2').exists():
        sys.exit(f'{options.build}: is no build tree of glibc: elf/ld-linux-x86-64.so.2 is missing; run make there first')
    if options.record or not (options.build / RECORD).exists():
        record(options.build)
    recorded = {name_of(test): test for test in json.loads((options.build / RECORD).read_text())}
    tests = {name: test for name, test in recorded.items()
             if test['status'] == 0 and (not options.names or name in options.names)}

    jobs = [(name, mode) for name in tests for mode in MODES]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        ends = dict(zip(jobs, pool.map(lambda job: run(tests[job[0]], options.loader, job[1], options.limit), jobs)))

    known = read_known()
    wrong = 0
    counts = collections.Counter()
    for (name, mode), (status, output) in ends.items():
        reason = known.get((mode, name))
        counts[mode, 'passed' if status == 0 else 'known' if reason else 'failed'] += 1
        if status == 0 and reason:
            wrong += 1
            print(f'passes now, take it off glibc-known.txt: {mode} {name}')
        elif status != 0 and not reason:
            wrong += 1
            print(f"fails: {mode} {name}: {'no end' if status is None else f'exit status {status}'}")
            print(''.join(f'    {line}\n' for line in output.decode(errors='replace').splitlines()[-8:]), end='')
    print(f"{len(recorded)} tests of {options.build}; the tree's own loader passes {len(tests)} of those asked for")
    for mode in MODES:
        print(f'{mode:9} {counts[mode, "passed"]:4} pass, {counts[mode, "known"]:3} differ for a reason that is written '
              f'down, {counts[mode, "failed"]:3} fail')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
