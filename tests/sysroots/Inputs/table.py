"""table.py --loader=LOADER --objects=FOLDER FOLDER-OF-SYSROOTS ROW...: what runs under which libc, as a table.

A row is a suite, or SUITE/chain: with libc's own loader linking where ld-seal would do it, or musl: programs for it in
this system. Each cell is a command that is run in the suite's own system, natively and with LOADER by hand, sealed.
"yes": status and output are the same; "-": musl has nothing of it. Else what differs, below the table, and status 1.
FOLDER has the objects of the tests, built beforehand, FOLDER.SUITE those for a suite that needs its own. Needs root, or
user namespaces.
"""

import argparse
import os
import re
import subprocess
import sys

THREADS = '''import threading
seen = []
threads = [threading.Thread(target=seen.append, args=(i,)) for i in range(50)]
[t.start() for t in threads]; [t.join() for t in threads]
print(sorted(seen) == list(range(50)))'''
CELLS = {
    'start': [['/bin/bash', '-c', 'echo $((6 * 7)) | cat; ls / | sort | head -3'], ['/usr/bin/sort', '/etc/passwd'],
              ['/usr/bin/find', '/etc', '-name', 'passwd'], ['/objects/format-count'], ['/bin/tar', '--version'], ['/usr/bin/perl', '-e', 'print "perl\\n"']],
    'threads': [['/usr/bin/python3', '-c', THREADS], ['/objects/threads'], ['/objects/main-thread']],
    'TLS models': [['/objects/tls']],
    'dlopen': [['/objects/dlopen'], ['/usr/bin/perl', '-MPOSIX', '-MFcntl', '-e', 'print POSIX::floor(3.7), "\\n"']],
    'exceptions': [['/objects/exceptions']],
    'NSS': [['/usr/bin/getent', 'passwd', 'root'], ['/usr/bin/getent', 'hosts', 'here.example'],
            ['/bin/bash', '-c', 'getent passwd nobody-of-this-name; echo $?; id -un']],
    'gconv': [['/usr/bin/iconv', '-f', 'UTF-8', '-t', 'UTF-16', '/etc/hosts'], ['/usr/bin/iconv', '-f', 'LATIN1', '-t', 'UTF-8', '/etc/hosts']],
    'python3': [['/usr/bin/python3', '-c', 'import json, re, subprocess, ctypes.util; print(json.dumps([1, {"a": None}]), '
                 're.sub("b", "c", "abc"), subprocess.run(["/bin/echo", "child"], capture_output=True).stdout)']],
}
PYTHON_TESTS = ['test_array', 'test_codecs', 'test_dict', 'test_json', 'test_math', 'test_re', 'test_struct', 'test_thread',
                'test_zlib']
CELLS["python3's tests"] = [['/usr/bin/python3', '-m', 'test', '-q', *PYTHON_TESTS]]
# The program names /loader as its interpreter, or, natively, its own.
GDB = ['/usr/bin/gdb', '-nx', '-batch', '-ex', 'set startup-with-shell off', '-ex', 'set breakpoint pending on', '-ex', 'break in_library', '-ex', 'run', '-ex', 'bt']
MUSL_CELLS = {'start': [['/objects/version']], 'threads': [['/objects/threads']], 'TLS models': [['/objects/tls']],
              'dlopen': [['/objects/dlopen']]}
SEALED = {'sealed before constructors': '/objects/witness', 'sealed after dlopen': '/objects/sealed-later'}


def in_root(root, objects, loader, command, environment=None, plain=False):
    """Status, output and error output of a command in a system. `plain`: at fixed addresses, the output as it is."""
    script = f'''set -e
mount --bind {objects} {root}/objects
mount --rbind /proc {root}/proc
mount --rbind /dev {root}/dev
exec {'setarch -R' if plain else ''} chroot {root} "$@"'''
    command = [*(loader or []), *command]
    done = subprocess.run(['unshare', *([] if os.geteuid() == 0 else ['-r']), '-m', '--propagation', 'slave', 'sh', '-c', script, 'sh', *command],
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=1200,
                          env={'PATH': '/usr/sbin:/usr/bin:/sbin:/bin', 'LC_ALL': 'C', 'HOME': '/', **(environment or {})})
    return done.returncode, done.stdout if plain else without_what_varies(done.stdout), done.stderr


def without_what_varies(output):
    output = re.sub(rb'0x[0-9a-f]+|process [0-9]+', b'NUMBER', output)
    return re.sub(rb'[0-9.]+ (sec|ms|min)\b|load avg: [0-9.]+|random seed: [0-9]+', b'VARIES', output)


def debugged(root, objects, loader):
    """gdb stops in a library of a program that is started by the kernel, and tells who called."""
    program = '/objects/debugged' + ('.sealed' if loader else '')
    host = 'chain' if '--host=chain' in (loader or []) else 'auto'
    return in_root(root, objects, None, [*GDB, program], {'LD_SEAL': 'all', 'LD_SEAL_HOST': host})


def fill(root, name, objects, loader, complaints):
    if name == 'gdb':
        native, ours = debugged(root, objects, None), debugged(root, objects, loader)
        if b'in_library (value=7)' in ours[1] and b'main ()' in ours[1] and native[0] == ours[0]:
            return 'yes'
        complaints.append(f'{name}: natively {native}, here {ours}')
        return 'no'
    if name in SEALED:
        status, output, errors = in_root(root, objects, loader, [SEALED[name]])
        if status or b'open' in output or not output:
            complaints.append(f'{name}: {status} {output!r} {errors!r}')
            return 'no'
        return 'yes'
    for command in CELLS[name] if not root.endswith('/musl/root') else MUSL_CELLS[name]:
        native, ours = (in_root(root, objects, how, command) for how in (None, loader))
        if native[0] != 0 or native[:2] != ours[:2]:
            complaints.append(f'{" ".join(command)}: natively {native}, here {ours}')
            return 'no'
    return 'yes'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--loader', required=True)
    parser.add_argument('--objects', required=True)
    parser.add_argument('sysroots')
    parser.add_argument('rows', nargs='+')
    options = parser.parse_args()
    names = [*CELLS, *SEALED, 'gdb']
    complaints = []
    print('| suite | libc |', ' | '.join(names), '|')
    print('|---|---|' + '---|' * len(names))
    for row in options.rows:
        suite, _, host = row.partition('/')
        root = os.path.join(options.sysroots, suite, 'root')
        objects = f'{options.objects}.{suite}'
        objects = objects if os.path.isdir(objects) else options.objects
        for folder in ('objects', 'proc', 'dev', 'tmp'):
            os.makedirs(os.path.join(root, folder), exist_ok=True)
        subprocess.run(['cp', options.loader, os.path.join(root, 'loader')], check=True)
        loader = ['/loader', *([f'--host={host}'] if host else [])]
        version = in_root(root, objects, None, ['/objects/version'])[1].decode().strip()
        cells = [fill(root, name, objects, loader, complaints) if suite != 'musl' or name in {**MUSL_CELLS, **SEALED} else '-' for name in names]
        print(f'| {row} | {version} |', ' | '.join(cells), '|', flush=True)
    print(*complaints, sep='\n')
    sys.exit(bool(complaints))


if __name__ == '__main__':
    main()
