"""table.py --loader=LOADER --objects=FOLDER FOLDER-OF-SYSROOTS SUITE...: what runs under which glibc, as a table.

Each cell is a command that is run in the suite's own system, natively and with LOADER by hand, sealed. "yes": status
and output are the same. Else what differs, below the table, and status 1. FOLDER has the objects of the tests, built
beforehand. Needs root, or user namespaces.
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
              ['/usr/bin/find', '/etc', '-name', 'passwd'], ['/bin/tar', '--version'], ['/usr/bin/perl', '-e', 'print "perl\\n"']],
    'threads': [['/usr/bin/python3', '-c', THREADS], ['/objects/threads']],
    'TLS models': [['/objects/tls']],
    'dlopen': [['/objects/dlopen'], ['/usr/bin/perl', '-MPOSIX', '-MFcntl', '-e', 'print POSIX::floor(3.7), "\\n"']],
    'exceptions': [['/objects/exceptions']],
    'NSS': [['/usr/bin/getent', 'passwd', 'root'], ['/usr/bin/getent', 'hosts', 'here.example'],
            ['/bin/bash', '-c', 'getent passwd nobody-of-this-name; echo $?; id -un']],
    'gconv': [['/usr/bin/iconv', '-f', 'UTF-8', '-t', 'UTF-16', '/etc/hosts'], ['/usr/bin/iconv', '-f', 'LATIN1', '-t', 'UTF-8', '/etc/hosts']],
    'python3': [['/usr/bin/python3', '-c', 'import json, re, subprocess, ctypes.util; print(json.dumps([1, {"a": None}]), '
                 're.sub("b", "c", "abc"), subprocess.run(["/bin/echo", "child"], capture_output=True).stdout)']],
}
SEALED = {'sealed before constructors': '/objects/witness', 'sealed after dlopen': '/objects/sealed-later'}


def in_root(root, objects, loader, command, environment=None):
    script = f'''set -e
mount --bind {objects} {root}/objects
mount --rbind /proc {root}/proc
mount --rbind /dev {root}/dev
exec chroot {root} "$@"'''
    command = [*(['/loader'] if loader else []), *command]
    done = subprocess.run(['unshare', *([] if os.geteuid() == 0 else ['-r']), '-m', '--propagation', 'slave', 'sh', '-c', script, 'sh', *command],
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=120,
                          env={'PATH': '/usr/sbin:/usr/bin:/sbin:/bin', 'LC_ALL': 'C', 'HOME': '/', **(environment or {})})
    output = re.sub(rb'0x[0-9a-f]+', b'ADDRESS', done.stdout)
    return done.returncode, output, done.stderr


def fill(root, name, objects, complaints):
    if name in SEALED:
        status, output, errors = in_root(root, objects, True, [SEALED[name]])
        if status or b'open' in output or not output:
            complaints.append(f'{name}: {status} {output!r} {errors!r}')
            return 'no'
        return 'yes'
    for command in CELLS[name]:
        native, ours = (in_root(root, objects, loader, command) for loader in (False, True))
        if native[0] != 0 or native[:2] != ours[:2]:
            complaints.append(f'{" ".join(command)}: natively {native}, here {ours}')
            return 'no'
    return 'yes'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--loader', required=True)
    parser.add_argument('--objects', required=True)
    parser.add_argument('sysroots')
    parser.add_argument('suites', nargs='+')
    options = parser.parse_args()
    names = [*CELLS, *SEALED]
    complaints = []
    print('| suite | glibc |', ' | '.join(names), '|')
    print('|---|---|' + '---|' * len(names))
    for suite in options.suites:
        root = os.path.join(options.sysroots, suite, 'root')
        for folder in ('objects', 'proc', 'dev', 'tmp'):
            os.makedirs(os.path.join(root, folder), exist_ok=True)
        subprocess.run(['cp', options.loader, os.path.join(root, 'loader')], check=True)
        version = in_root(root, options.objects, False, ['/usr/bin/getconf', 'GNU_LIBC_VERSION'])[1].decode().split()[-1:]
        cells = [fill(root, name, options.objects, complaints) for name in names]
        print(f'| {suite} | {"".join(version)} |', ' | '.join(cells), '|', flush=True)
    print(*complaints, sep='\n')
    sys.exit(bool(complaints))


main()
