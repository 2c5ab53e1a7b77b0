"""Runs the system's programs under ld-seal, sealed, and compares what a user can see with the system's loader.

    sweep.py --loader=LOADER --all | --part=N | PROGRAM...

Every dynamically linked program of /usr/bin and /usr/sbin runs with --version and with --help: twice under the
system's loader and once under ld-seal, which then stands in the place of the system's loader (sealed_system.py),
so that it reads the program's own PT_INTERP and that its children are sealed too. Exit status, standard output
and standard error must agree. Where the two runs under the system's loader differ already (times, process ids,
order, addresses), what varies is left out of the comparison, and the program is listed with what it was.

Each run has an empty folder in memory, nothing on standard input, no terminal, processes, network and devices of
its own, and sees everything else read-only. left-out.txt names the programs that are not started, known.txt
differences with their causes.

    --all          all programs
    --part=N       N of them, the same ones wherever they are installed
    --jobs=N       so many at a time (2)
    --limit=N      seconds for one run (10)
    --show         print the differing outputs too
    --json=FILE    what became of every program

Exit status: 0 where everything agrees, or differs for a known reason; 1 where not; 2 where it could not run.
"""

import argparse
import collections
import difflib
import functools
import hashlib
import json
import multiprocessing
import os
import pathlib
import re
import resource
import select
import shutil
import signal
import struct
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import sealed_system  # pylint: disable=wrong-import-position

FOLDERS = ['/usr/bin', '/usr/sbin']
OPTIONS = ['--version', '--help']
SETTINGS = {'PATH': '/usr/sbin:/usr/bin:/sbin:/bin', 'HOME': '/tmp/work', 'LC_ALL': 'C', 'TERM': 'dumb',
            'TZ': 'UTC', 'USER': 'root', 'LOGNAME': 'root', 'SHELL': '/bin/sh', 'LD_SEAL': 'all'}
OUTPUT_LIMIT = 32 << 20  # bytes a run may write to one file
TIMED_OUT = 'timeout'

Run = collections.namedtuple('Run', 'status stdout stderr')


def is_dynamic(path):
    """Whether the file is an x86-64 program that asks for the interpreter which is replaced."""
    with open(path, 'rb') as file:
        header = file.read(64)
        if header[:5] != b'\x7fELF\x02' or struct.unpack_from('<H', header, 18)[0] != 62:  # EM_X86_64
            return False
        (phoff,) = struct.unpack_from('<Q', header, 32)
        phentsize, phnum = struct.unpack_from('<HH', header, 54)
        for number in range(phnum):
            file.seek(phoff + number * phentsize)
            kind, _, offset, _, _, size = struct.unpack_from('<IIQQQQ', file.read(40))
            if kind == 3:  # PT_INTERP
                file.seek(offset)
                return file.read(size).rstrip(b'\0') == os.fsencode(sealed_system.INTERPRETER)
    return False


def table(name):
    """A text file beside this one: its lines, cut at white space into a word and the rest."""
    for line in (pathlib.Path(__file__).parent / name).read_text().splitlines():
        if line and not line.startswith('#'):
            yield line.split(None, 1)


# The runs


def small_root():
    """Everything read-only but an empty /tmp, and of the devices those that every program may use."""
    for folder in ['/', '/sys']:
        sealed_system.mount(None, folder, None,
                            sealed_system.MS_REMOUNT | sealed_system.MS_BIND | sealed_system.MS_RDONLY)
    for folder in ['/tmp', '/run', '/var/tmp']:
        sealed_system.mount('tmpfs', folder, 'tmpfs')
    devices = '/tmp/devices'
    os.mkdir(devices)
    sealed_system.mount('tmpfs', devices, 'tmpfs')
    for name, minor in [('null', 3), ('zero', 5), ('full', 7), ('random', 8), ('urandom', 9)]:
        os.mknod(f'{devices}/{name}', 0o020666, os.makedev(1, minor))
        os.chmod(f'{devices}/{name}', 0o666)
    os.mknod(f'{devices}/tty', 0o020666, os.makedev(5, 0))
    for name, target in [('fd', ''), ('stdin', '/0'), ('stdout', '/1'), ('stderr', '/2')]:
        os.symlink('/proc/self/fd' + target, f'{devices}/{name}')
    os.mkdir(f'{devices}/shm')
    os.mkdir(f'{devices}/pts')
    sealed_system.mount(devices, '/dev', None, sealed_system.MS_MOVE)
    os.rmdir(devices)
    os.mkdir('/tmp/work')
    os.chdir('/tmp/work')


def run(folder, program, option, limit):
    """One run with folder as /lib64, in namespaces of its own; forks, because a process cannot come back."""
    outputs = [os.memfd_create(name) for name in ('stdout', 'stderr')]
    results, report = os.pipe()
    keeper = os.fork()
    if keeper == 0:
        try:
            os.close(results)
            sealed_system.enter(folder, isolated=True)
            small_root()

            def start():
                os.setsid()
                null = os.open('/dev/null', os.O_RDONLY)
                for number, descriptor in enumerate([null, *outputs]):
                    os.dup2(descriptor, number)
                os.closerange(3, 100)
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
                resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_LIMIT, OUTPUT_LIMIT))
                signal.signal(signal.SIGPIPE, signal.SIG_DFL)
                os.execve(program, [program, option], SETTINGS)

            first, descriptor = sealed_system.spawn_isolated(start)
            if select.select([descriptor], [], [], limit)[0]:
                status = sealed_system.read_status(descriptor)
                ended = signal.Signals(-status).name if (status := os.waitstatus_to_exitcode(status)) < 0 else status
            else:
                os.kill(first, signal.SIGKILL)
                ended = TIMED_OUT
            os.waitpid(first, 0)
            os.write(report, str(ended).encode())
        except BaseException as error:  # pylint: disable=broad-except; this is a copy of the process
            os.write(report, f'not run: {error}'.encode())
        os._exit(0)
    os.close(report)
    status = os.read(results, 1000).decode()
    os.close(results)
    os.waitpid(keeper, 0)
    texts = []
    for descriptor in outputs:
        texts.append(os.pread(descriptor, OUTPUT_LIMIT, 0))
        os.close(descriptor)
    return Run(status, *texts)


# What differs


MASKS = [('addresses', lambda text: re.sub(rb'0x[0-9a-fA-F]+', b'0x', text)),
         ('numbers (time, process id, amounts)', lambda text: re.sub(rb'\d+([.,:]\d+)*', b'0', text)),
         ('random names', lambda text: re.sub(rb'(/tmp/\S+|[0-9a-fA-F]{8,})', b'', text)),
         ('the order of lines', lambda text: b'\n'.join(sorted(text.split(b'\n')))),
         ('width', lambda text: re.sub(rb'[ \t]+', b' ', text))]


def masked(runs):
    """The runs without what varies among the first ones, and words for it; None where no mask suffices."""
    causes = []
    native = runs[:-1]
    for cause, mask in [(None, None), *MASKS]:
        if mask:
            before = set(native)
            native = [run._replace(stdout=mask(run.stdout), stderr=mask(run.stderr)) for run in native]
            last = runs[-1]
            runs = [*native, last._replace(stdout=mask(last.stdout), stderr=mask(last.stderr))]
            if set(native) == before:
                continue
            causes.append(cause)
        if len(set(native)) == 1:
            return runs, causes
    return None, causes


def judge(job, folders, limit):
    """Runs one program with one option; what became of it."""
    program, option = job
    began = time.monotonic()

    def natively():
        return run(folders[0], program, option, limit)

    def sealed():
        return run(folders[1], program, option, limit)

    native = [natively(), natively()]
    result = {'program': program, 'option': option, 'status': native[0].status, 'varies': None, 'differs': None}
    for again in range(3):
        # Again, where they differ: something may vary so seldom that two runs did not show it.
        last = sealed()
        if again:
            native.append(natively())
        runs, causes = masked([*native, last])
        if runs is None:
            # The outputs vary beyond all masks: the exit status alone is compared.
            result['varies'] = 'too much to compare the output'
            agree = last.status in {run.status for run in native}
        else:
            agree = runs[-1] == runs[0]
            result['varies'] = ', '.join(causes) or None
        if agree or last in native:
            result['differs'] = None
            break
        result['differs'] = [field for field in Run._fields
                             if runs is None or getattr(runs[0], field) != getattr(runs[-1], field)]
        result['native'] = [field if isinstance(field, str) else field.decode(errors='backslashreplace')
                            for field in native[0]]
        result['sealed'] = [field if isinstance(field, str) else field.decode(errors='backslashreplace')
                            for field in last]
    if last.status.startswith('not run') or native[0].status.startswith('not run'):
        result['differs'] = ['status']
    result['seconds'] = round(time.monotonic() - began, 3)
    return result


# What is run


def programs():
    left_out = dict(table('left-out.txt'))
    chosen, skipped = [], []
    for folder in FOLDERS:
        for path in sorted(pathlib.Path(folder).iterdir()):
            if not path.is_file() or not is_dynamic(path):
                continue
            (skipped if path.name in left_out else chosen).append(str(path))
    return chosen, [(path, left_out[os.path.basename(path)]) for path in skipped]


def part(paths, count):
    """The same choice among the same names, whatever else is installed."""
    return sorted(sorted(paths, key=lambda path: hashlib.sha256(path.encode()).digest())[:count])


def prove(folders):
    """That the sealed runs are sealed, and the others not: else the comparison shows nothing."""
    for folder, expected in zip(folders, [False, True]):
        pid = os.fork()
        if pid == 0:
            sealed_system.enter(folder, isolated=False)
            os.environ['LD_SEAL'] = 'all'
            os.execv('/usr/bin/grep', ['grep', '-q', '^VmFlags:.* sl', '/proc/self/smaps'])
        found = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        if found != expected:
            print(f"sweep: programs are {'not ' if expected else ''}sealed", file=sys.stderr)
            sys.exit(2)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('--loader', required=True)
    parser.add_argument('--all', action='store_true')
    parser.add_argument('--part', type=int)
    parser.add_argument('--jobs', type=int, default=2)
    parser.add_argument('--limit', type=float, default=10)
    parser.add_argument('--show', action='store_true')
    parser.add_argument('--json')
    parser.add_argument('programs', nargs='*')
    options = parser.parse_args()

    chosen, skipped = programs()
    if options.programs:
        chosen, skipped = [shutil.which(name, path=SETTINGS['PATH']) or name for name in options.programs], []
    elif options.part:
        chosen = part(chosen, options.part)
    elif not options.all:
        parser.error('say --all, --part=N or which programs')
    jobs = [(program, option) for program in chosen for option in OPTIONS]

    folders = [sealed_system.interpreter_folder(loader) for loader in (None, options.loader)]
    try:
        prove(folders)
        with multiprocessing.get_context('fork').Pool(options.jobs) as pool:
            results = pool.map(functools.partial(judge, folders=folders, limit=options.limit), jobs, chunksize=1)
    finally:
        for folder in folders:
            shutil.rmtree(folder)
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(results, indent=1))
    sys.exit(report(results, chosen, skipped, options))


def report(results, chosen, skipped, options):
    known = {tuple(word.split()): cause for word, cause in
             ((f'{name} {rest.split(None, 1)[0]}', rest.split(None, 1)[1]) for name, rest in table('known.txt'))}
    unknown = 0
    differing = [result for result in results if result['differs']]
    varying = [result for result in results if result['varies'] and not result['differs']]
    waiting = [result for result in results if result['status'] == TIMED_OUT]
    files = {os.stat(path)[1:3] for path in chosen}
    if not options.programs:
        for path, reason in skipped:
            print(f'left out: {path}: {reason}')
    for result in varying:
        print(f"varies under the system's loader too: {result['program']} {result['option']}: {result['varies']}")
    for result in waiting:
        print(f"no end within {options.limit:g} seconds under the system's loader: "
              f"{result['program']} {result['option']}")
    for result in differing:
        cause = known.get((os.path.basename(result['program']), result['option']))
        # A cause may explain what is printed, never another exit status.
        if 'status' in result['differs'] or not cause:
            unknown += 1
            cause = 'unknown'
        print(f"differs in {', '.join(result['differs'])}: {result['program']} {result['option']}: {cause}")
        if options.show or cause == 'unknown':
            for field, before, after in zip(Run._fields, result['native'], result['sealed']):
                if before != after:
                    for line in list(difflib.unified_diff(before.splitlines(), after.splitlines(),
                                                          f"{field}, system's loader", f'{field}, ld-seal',
                                                          lineterm='', n=0))[:20]:
                        print('    ' + line)
    print(f'{len(chosen)} programs ({len(files)} files) with each of {len(OPTIONS)} options: {len(results)} runs compared, '
          f'{len(results) - len(differing)} agree ({len(varying)} of them vary natively), '
          f'{len(differing) - unknown} differ for a known reason, {unknown} for an unknown one; '
          f'{len(skipped)} programs left out')
    return 1 if unknown else 0


if __name__ == '__main__':
    main()
