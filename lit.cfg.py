"""The test suite's configuration; docs/testing.md tells how to write a test.

lit may be pointed at the build tree (build/release) or at the sources (tests/loader): what CMake found
stands in the build tree's lit.site.cfg.py, which loads this file in turn. `lit -Dbuild=DIR` picks another
build tree than build/release, `lit -Dloader=FILE` another loader than the one built there.
"""

import ctypes
import glob
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import tempfile

import lit.util

source = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(source, 'tests'))
sys.dont_write_bytecode = True  # nothing is written outside the build tree
import checked
import commands


def have_mseal():
    """The cheapest probe there is: sealing nothing succeeds wherever the system call exists."""
    return ctypes.CDLL(None, use_errno=True).syscall(462, 0, 0, 0) == 0


def have_libc_debug_info():
    """libc6-dbg files debug information by build-id; only the one of this very libc helps."""
    notes = subprocess.run([os.path.join(config.llvm_tools, 'llvm-readelf'), '-n',
                            '/lib/x86_64-linux-gnu/libc.so.6'], capture_output=True, text=True).stdout
    ids = [line.split()[-1] for line in notes.splitlines() if 'Build ID:' in line]
    return any(os.path.exists(f'/usr/lib/debug/.build-id/{i[:2]}/{i[2:]}.debug') for i in ids)


def have_setuid():
    """Set-user-ID programs of the build tree work for other users: root makes them, all may reach them."""
    folder = config.ldseal_build
    if os.geteuid() != 0 or os.statvfs(folder).f_flag & os.ST_NOSUID:
        return False
    while folder != '/':
        if not os.stat(folder).st_mode & 0o001:
            return False
        folder = os.path.dirname(folder)
    return True


def have_terminals():
    """A system without /dev/pts has no pseudo-terminals."""
    try:
        for fd in os.openpty():
            os.close(fd)
    except OSError:
        return False
    return True


def have_namespaces():
    """Root in a container may be refused what sealed_system.py needs: try it, with the system's loader."""
    return os.geteuid() == 0 and subprocess.run(
        [sys.executable, os.path.join(source, 'tests', 'sealed_system.py'), '--isolated', 'true'],
        capture_output=True).returncode == 0


def have_security_attributes():
    """Signatures for IMA and EVM are attributes that root alone may set, and not in every container or file system."""
    with tempfile.NamedTemporaryFile(dir=config.ldseal_build) as file:
        try:
            for name in ['security.ima', 'security.evm', 'user.any', 'trusted.any']:
                os.setxattr(file.name, name, b'\3\2\4')
        except OSError:
            return False
    return True


def have_perf():
    """Whether perf is there and may sample by the clock: virtual machines lack counters, containers the right."""
    return shutil.which('perf') is not None and subprocess.run(
        ['perf', 'record', '-q', '-e', 'cpu-clock:u', '-o', '/dev/null', 'true'], capture_output=True).returncode == 0


def compiles(*options, text=''):
    return subprocess.run([config.cc, *options, '-xc', '-o', '/dev/null', '-'], input=text, text=True,
                          capture_output=True).returncode == 0


def configure():
    build = config.ldseal_build
    inputs = os.path.join(source, 'tests', 'Inputs')
    loader = lit_config.params.get('loader', os.path.join(build, 'loader', 'ld-seal-x86-64.so.1'))

    config.name = 'ld-seal'
    config.test_format = checked.CheckedTest(execute_external=True)
    config.suffixes = []  # tests/lit.local.cfg sets them: the sources beside tests/ hold none
    config.excludes = ['Inputs', 'unit', 'fuzz', 'build', '.git', 'bench', 'docs']
    config.test_source_root = source
    config.test_exec_root = os.path.join(build, 'lit')

    # Nothing of the caller's environment may change what a loader does, and nothing is written outside
    # the build tree.
    temporary = os.path.join(config.test_exec_root, 'tmp')
    os.makedirs(temporary, exist_ok=True)
    os.environ['LIT_PRESERVES_TMP'] = '1'  # else lit puts a folder of its own before ours
    for name in list(config.environment):
        if name.startswith('LD_') or name == 'GLIBC_TUNABLES':
            del config.environment[name]
    config.environment.update({
        'PATH': os.pathsep.join([config.llvm_tools, '/usr/sbin', '/usr/bin', '/sbin', '/bin']),
        'HOME': temporary,
        'TMPDIR': temporary,
        'LC_ALL': 'C',
    })

    if lit.util.killProcessAndChildrenIsSupported()[0]:  # Python has psutil
        lit_config.maxIndividualTestTime = 3600  # seconds: for what never ends, on a busy machine too

    def quoted(*words):
        return ' '.join(shlex.quote(word) for word in words)

    # Small objects without a libc: the loader and nothing else is what they exercise.
    nolibc = ['-O1', '-g0', '-ffreestanding', '-fno-stack-protector', '-fno-asynchronous-unwind-tables',
              '-fcf-protection=none', '-nostdlib', '-nostartfiles', '-I' + inputs,
              '-I' + os.path.join(source, 'include')]
    python = sys.executable
    config.substitutions += [
        (r'%ld-seal\b', quoted(loader)),
        (r'%system-ld\b', '/lib64/ld-linux-x86-64.so.2'),
        (r'%elfseal\b', quoted(os.path.join(build, 'tools', 'elfseal', 'elfseal'))),
        (r'%glibc-layout\b', quoted(os.path.join(build, 'tools', 'glibc-layout', 'glibc-layout'))),
        (r'%prog\b', quoted(config.cc, *nolibc, '-fPIE', '-pie', '-DPROGRAM')),
        (r'%exec\b', quoted(config.cc, *nolibc, '-fno-pic', '-no-pie', '-DPROGRAM')),
        (r'%dso\b', quoted(config.cc, *nolibc, '-fPIC', '-shared')),
        (r'%cc\b', quoted(config.cc)),
        (r'%cxx\b', quoted(config.cxx)),
        (r'%libldseal\b', quoted('-I' + os.path.join(source, 'include'), os.path.join(build, 'library', 'libldseal.a'))),
        (r'%both\b', quoted(python, os.path.join(source, 'tests', 'both.py'), '--loader=' + loader)),
        (r'%exits\b', quoted(python, os.path.join(source, 'tests', 'exits.py'))),
        (r'%as-nobody\b', quoted(python, os.path.join(source, 'tests', 'as-nobody.py'))),
        (r'%sealed-system\b', quoted(python, os.path.join(source, 'tests', 'sealed_system.py'),
                                     '--loader=' + loader, '--isolated')),
        (r'%plain-system\b', quoted(python, os.path.join(source, 'tests', 'sealed_system.py'), '--isolated')),
        (r'%sweep\b', quoted(python, os.path.join(source, 'tests', 'sweep', 'sweep.py'), '--loader=' + loader)),
        (r'%stress\b', str(int(os.environ.get('STRESS', '1')))),
        (r'%mutate\b', quoted(python, os.path.join(source, 'tests', 'mutate.py'))),
        (r'%python\b', quoted(python)),
        (r'%source\b', quoted(source)),
        (r'%build\b', quoted(build)),
        (r'%inputs\b', quoted(inputs)),
        (r'%version\b', config.ldseal_version),
    ]

    # A test that lacks what it needs is skipped with the reason, never passed over in silence.
    features = config.available_features
    if have_mseal():
        features.add('mseal')
    # glibc 2.41 grants no library an executable stack after the start.
    if tuple(map(int, os.confstr('CS_GNU_LIBC_VERSION').split()[-1].split('.'))) < (2, 41):
        features.add('late-executable-stacks')
    if have_libc_debug_info():
        features.add('libc6-dbg')
    if compiles('-c', '-mtls-dialect=gnu2'):
        features.add('tls-descriptors')
    if compiles('-fsanitize=address,undefined', text='int main() {}'):
        features.add('asan')
    if os.geteuid() == 0:
        features.add('root')
    if have_terminals():
        features.add('terminals')
    if have_setuid():
        features.add('setuid')
    if have_namespaces():
        features.add('namespaces')
    for program in commands.programs_of(commands.OPTIONAL):
        if shutil.which(program, path=config.environment['PATH']):
            features.add(program)
    if not have_perf():
        features.discard('perf')
    # Not on PATH: the compiler proper and Python, which the system may keep under other names.
    cc1 = subprocess.run([config.cc, '-print-prog-name=cc1'], capture_output=True, text=True).stdout.strip()
    config.substitutions.append((r'%gcc-cc1\b', quoted(cc1)))
    if os.path.isabs(cc1):
        features.add('cc1')
    if importlib.util.find_spec('jsonschema'):
        features.add('jsonschema')
    if have_security_attributes():
        features.add('security-attributes')
    if glob.glob('/usr/lib/postgresql/*/bin/postgres'):
        features.add('postgresql')
    if os.path.exists('/usr/bin/python3'):
        features.add('python3')
    if os.path.exists('/usr/lib/python3.11/test/test_ctypes.py') or os.path.exists('/usr/lib/python3.11/test/test_ctypes'):
        features.add('python3-testsuite')


if hasattr(config, 'ldseal_build'):
    configure()
else:
    build_tree = lit_config.params.get('build', os.path.join(source, 'build', 'release'))
    lit_config.load_config(config, os.path.join(build_tree, 'lit.site.cfg.py'))
