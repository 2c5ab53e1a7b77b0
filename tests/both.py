"""Runs a program under the system's loader and under ld-seal; what a user can see must be the same.

    both.py --loader=LOADER [OPTION...] PROGRAM [ARG...]

Three runs: by the kernel with the program as it is, by hand (LOADER PROGRAM ARG...), and by the kernel with
a copy of the program that names LOADER as its interpreter. Exit status, standard output and standard
error must agree, and the status must be the expected one. What they agreed on is then passed on, for
FileCheck to read.

    --status=N       the exit status to expect (0)
    --skip=WORDS     leave runs out: hand, interp
    --env NAME=VALUE an environment variable for the runs
    --stdin=FILE     standard input (nothing)
    --scratch        each run in an empty folder of its own, whose contents must agree in the end too
    --only-status    compare the exit status alone (where the output holds times or addresses)
    --host=HOST      HOST is run in PROGRAM's place, with PROGRAM as its argv[0] (tests/later), once for each way of
                     opening it that $LATER_MODES names (global local)
    --filter=SED     an expression for sed -E to apply to the outputs before they are compared
"""

import argparse
import difflib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

from interpreter import with_interpreter

TIME_LIMIT = 1200  # seconds, for one run


def contents(folder):
    """The files under folder, by their path in it."""
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(pathlib.Path(folder).rglob('*')) if path.is_file()}


def filtered(text, expression):
    if not expression:
        return text
    return subprocess.run(['sed', '-E', expression], input=text, stdout=subprocess.PIPE, check=True).stdout


def run(arguments, executable, options):
    folder = tempfile.mkdtemp() if options.scratch else None
    environment = dict(os.environ, **dict(word.split('=', 1) for word in options.env))
    stdin = open(options.stdin, 'rb') if options.stdin else subprocess.DEVNULL
    try:
        done = subprocess.run(arguments, executable=executable, stdin=stdin, capture_output=True, cwd=folder,
                              env=environment, timeout=TIME_LIMIT)
        status = done.returncode
        # A signal is never what a test expects: name it instead of a negative number.
        if status < 0:
            status = signal.Signals(-status).name
        result = {'status': str(status)}
        if not options.only_status:
            result['stdout'] = filtered(done.stdout, options.filter)
            result['stderr'] = filtered(done.stderr, options.filter)
        if folder:
            result.update((f'file {path}', data) for path, data in contents(folder).items())
        return result, done
    finally:
        if folder:
            shutil.rmtree(folder)


def lines(value):
    return value if isinstance(value, str) else value.decode(errors='backslashreplace')


def differences(expected, actual, name):
    for key in list(expected) + [key for key in actual if key not in expected]:
        before, after = lines(expected.get(key, '')), lines(actual.get(key, ''))
        if before != after:
            yield from difflib.unified_diff(before.splitlines(), after.splitlines(), f"{key}, system's loader",
                                            f'{key}, ld-seal {name}', lineterm='')


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('--loader', required=True)
    parser.add_argument('--status', default='0')
    parser.add_argument('--skip', default='')
    parser.add_argument('--env', action='append', default=[])
    parser.add_argument('--stdin')
    parser.add_argument('--scratch', action='store_true')
    parser.add_argument('--only-status', action='store_true')
    parser.add_argument('--filter')
    parser.add_argument('--host')
    parser.add_argument('program')
    parser.add_argument('arguments', nargs=argparse.REMAINDER)
    options = parser.parse_args()

    program = shutil.which(options.program)
    if not program:
        sys.exit(f'both: {options.program}: no such program')
    program = os.path.abspath(program)
    arguments = [program, *options.arguments]
    if options.stdin:
        options.stdin = os.path.abspath(options.stdin)

    failed = False
    if options.host:
        for mode in os.environ.get('LATER_MODES', 'global local').split():
            os.environ['LATER_MODE'] = mode
            failed_so, shown = compare(arguments, options.host, ['--argv0', program, options.host], options)
            if failed_so:
                failed = True
                print(f'both: opened later, {mode}', file=sys.stderr)
    else:
        failed, shown = compare(arguments, program, [program], options)
    if not failed:
        sys.stdout.buffer.write(shown.stdout)
        sys.stderr.buffer.write(shown.stderr)
    sys.exit(failed)


def compare(arguments, program, by_hand, options):
    """Runs program under both loaders, ld-seal by hand with the words by_hand in place of argv[0]."""
    expected, shown = run(arguments, program, options)
    failed = False
    if expected['status'] != options.status:
        sys.stderr.buffer.write(shown.stdout + shown.stderr)
        print(f"both: under the system's loader the status is {expected['status']}, not {options.status}",
              file=sys.stderr)
        failed = True

    with tempfile.TemporaryDirectory() as folder:
        runs = {'by hand': lambda: run([options.loader, *by_hand, *arguments[1:]], options.loader, options),
                'as interpreter': lambda: run(
                    arguments, with_interpreter(os.path.realpath(program), options.loader, folder), options)}
        if 'hand' in options.skip:
            del runs['by hand']
        if 'interp' in options.skip:
            del runs['as interpreter']
        for name, start in runs.items():
            try:
                diff = list(differences(expected, start()[0], name))
            except OSError as error:
                diff = [f'cannot run ld-seal {name}: {error}']
            except subprocess.TimeoutExpired:
                diff = [f'ld-seal {name}: no end after {TIME_LIMIT} seconds']
            if diff:
                failed = True
                print('both:', ' '.join(arguments), file=sys.stderr)
                print('\n'.join(diff[:60]), file=sys.stderr)
    return failed, shown


main()
