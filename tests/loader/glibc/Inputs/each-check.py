"""each-check.py LOADER FOLDER: made-up point releases of this libc, each with one thing shifted that a record says.

Their build-ids are unknown, so that all that can be measured is held against the record. Counts those that the loader
did not host, naming what was wrong, but had their own loader link.
"""

import os
import shutil
import subprocess
import sys

loader, folder = sys.argv[1:]
patch = os.path.join(os.path.dirname(__file__), 'patch.py')
LIBC, LD = 'libc.so.6', 'ld-linux-x86-64.so.2'
FIELDS = ['pthread_list', 'pthread_tid', 'pthread_report_events', 'pthread_specific', 'pthread_cancelhandling',
          'rtld_global__dl_stack_used', 'rtld_global__dl_stack_user', 'rtld_global__dl_tls_dtv_slotinfo_list',
          'link_map_l_tls_offset', 'link_map_l_tls_modid', 'dtv_slotinfo_map', 'dtv_slotinfo_gen']
CASES = [('size of _rtld_global', LD, ['size', '_rtld_global']), ('size of _rtld_global_ro', LD, ['size', '_rtld_global_ro']),
         ('_thread_db_sizeof_pthread', LIBC, ['value', '_thread_db_sizeof_pthread', '0']),
         *((f'_thread_db_{field}', LIBC, ['value', f'_thread_db_{field}', '8']) for field in FIELDS),
         ('release version', LIBC, ['text', 'release version 2.', 'release version 9.'])]


def run(*command):
    subprocess.run([sys.executable, patch, *command], check=True)


refused = 0
for name, file, change in CASES:
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    for original in (LIBC, LD):
        copy = shutil.copy(os.path.join('/lib/x86_64-linux-gnu', original), folder)
        run(copy, 'build-id')
    run(os.path.join(folder, file), *change)
    done = subprocess.run([loader, '--seal-report', '--library-path', folder, '/bin/bash', '-c', 'echo served'],
                          capture_output=True, text=True)
    host = done.stderr.split('\n', 1)[0]
    if done.returncode == 0 and done.stdout == 'served\n' and host.startswith(f'host: chain: {folder}/{LD} ') and name in host:
        refused += 1
    else:
        print(f'{name}: status {done.returncode}, {done.stdout}{done.stderr}')
print(f'{refused} of {len(CASES)} named and chained')
