"""make.py SUITE FOLDER: puts a small system of a Debian suite into FOLDER, from its packages; or `musl`, with that for libc.

With apt under a configuration of its own: nothing is installed, nothing of the host's apt is changed. Packages are
unpacked, their scripts do not run. What is there already is kept. Exits with 75 where the packages cannot be had.
"""

import os
import pathlib
import subprocess
import sys

MIRROR = 'http://deb.debian.org/debian'
KEYS = '/usr/share/keyrings/debian-archive-keyring.gpg'
PACKAGES = ['base-files', 'bash', 'coreutils', 'libc6', 'libc-bin', 'perl', 'python3-minimal', 'libpython3-stdlib', 'libstdc++6',
            'binutils', 'libc6-dev', 'libc6-dbg', 'libnss-systemd', 'grep', 'sed', 'findutils', 'tar', 'gzip', 'gdb-minimal', r'^libpython3\.[0-9]+-testsuite$']

MUSL_PACKAGES = ['base-files', 'musl']

suite, folder = sys.argv[1], pathlib.Path(sys.argv[2]).absolute()
if suite == 'musl':
    suite, PACKAGES = 'bookworm', MUSL_PACKAGES
done = folder / 'done'
wanted = ' '.join(PACKAGES)
if done.exists() and done.read_text() == wanted:
    sys.exit(0)
apt = folder / 'apt'
for part in ['lists/partial', 'cache/archives/partial', 'etc']:
    (apt / part).mkdir(parents=True, exist_ok=True)
(apt / 'etc/sources.list').write_text(f'deb [signed-by={KEYS}] {MIRROR} {suite} main\n')
(apt / 'status').write_text('')
(apt / 'conf').write_text(f'''Dir::State::lists "{apt}/lists";
Dir::State::status "{apt}/status";
Dir::Cache "{apt}/cache";
Dir::Etc::sourcelist "{apt}/etc/sources.list";
Dir::Etc::sourceparts "-";
Dir::Etc::preferences "-";
Dir::Etc::preferencesparts "-";
APT::Architecture "amd64";
APT::Architectures "amd64";
APT::Sandbox::User "root";
APT::Install-Recommends "false";
Acquire::Languages "none";
Acquire::http::Timeout "10";
Acquire::Retries "1";
''')


def run_apt(*arguments):
    result = subprocess.run(['apt-get', '-q', '-y', *arguments], env=dict(os.environ, APT_CONFIG=str(apt / 'conf')),
                            stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if result.returncode:
        print(f'the packages of {suite} cannot be had: {result.stderr.strip()[-500:]}', file=sys.stderr)
        sys.exit(75)


run_apt('update')
run_apt('install', '--download-only', *PACKAGES)
root = folder / 'root'
root.mkdir(exist_ok=True)
archives = sorted((apt / 'cache/archives').glob('*.deb'))
archives.sort(key=lambda path: not path.name.startswith(('base-files_', 'usr-is-merged_')))  # the links of merged-usr first
for archive in archives:
    subprocess.run(['dpkg-deb', '-x', archive, root], check=True)
    archive.unlink()
for link in [*root.glob('lib64/*'), *root.glob('usr/lib/x86_64-linux-gnu/*')]:  # linkers follow them from outside
    if link.is_symlink() and link.readlink().is_absolute():
        target = os.path.relpath(root / link.readlink().relative_to('/'), link.parent.resolve())
        link.unlink()
        link.symlink_to(target)
(root / 'etc/passwd').write_text('root:x:0:0:root:/root:/bin/bash\n')
(root / 'etc/group').write_text('root:x:0:\n')
(root / 'etc/hosts').write_text('127.0.0.1 localhost here.example\n')
(root / 'etc/nsswitch.conf').write_text('passwd: files systemd\ngroup: files systemd\nhosts: files\n')
done.write_text(wanted)
