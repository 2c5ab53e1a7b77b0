"""The programs that tests call, by the Debian package they come in; and which programs a test calls.

A test that calls a program of OPTIONAL requires it as a feature of lit; a program that stands in neither table is an error
(`complaint`). tests/style/programs.test compares the packages with .ci/packages.sh.
"""

import os
import re

# Wherever the suite runs.
ALWAYS = {
    'bash': 'bash',
    'binutils': 'as ld nm objcopy objdump readelf strip',
    'cmake': 'cmake cpack ctest',
    'coreutils': 'basename cat chmod chown cksum cp date dd dirname env expr factor head id ln ls md5sum mkdir mkfifo mv nice rm seq'
                 ' sha256sum sleep sort stat tail timeout touch tr truncate uniq wc',
    'dash': 'sh',
    'diffutils': 'cmp diff',
    'findutils': 'find xargs',
    'gcc': 'cc gcc',
    'grep': 'grep',
    'libc-bin': 'ldconfig ldd',
    'llvm-14': 'llvm-nm llvm-objcopy llvm-objdump llvm-readelf llvm-strip',
    'llvm-14-tools': 'FileCheck count not split-file yaml2obj',
    'mount': 'mount',
    'procps': 'pgrep pkill',
    'sed': 'sed',
    'util-linux': 'setpriv taskset unshare',
}

# Root in a container may not be let use these.
MOUNTING = ['mount', 'unshare']

# Each program is a feature of lit, where it is found. Any program of a package stands for the others.
OPTIONAL = {
    'acl': 'getfacl setfacl',
    'age': 'age age-keygen',
    'apache2-utils': 'ab',
    'apt': 'apt-get',
    'chromium': 'chromium',
    'clang': 'clang',
    'clang-format': 'clang-format',
    'clang-tidy': 'clang-tidy',
    'curl': 'curl',
    'debhelper': 'dh',
    'debugedit': 'debugedit',
    'dpkg-dev': 'dpkg-buildpackage dpkg-shlibdeps',
    'dpkg': 'dpkg-deb',
    'dwz': 'dwz',
    'elfutils': 'eu-elflint eu-strip eu-unstrip',
    'fd-find': 'fdfind',
    'ffmpeg': 'ffmpeg ffprobe',
    'gawk': 'gawk',
    'gdb': 'gdb',
    'git': 'git',
    'gron': 'gron',
    'gzip': 'gzip',
    'linux-perf': 'perf',
    'lld': 'ld.lld',
    'make': 'make',
    'memcached': 'memcached',
    'meson': 'meson',
    'mold': 'mold',
    'musl-tools': 'musl-gcc',
    'nginx-light': 'nginx',
    'nodejs': 'node',
    'openssl': 'openssl',
    'patchelf': 'patchelf',
    'perl': 'perl',
    'postgresql-15': 'initdb pgbench postgres postgresql psql',
    'python3': 'python3',
    'redis-server': 'redis-benchmark redis-cli redis-server',
    'ripgrep': 'rg',
    'sqlite3': 'sqlite3',
    'strace': 'strace',
    'tar': 'tar',
    'valgrind': 'valgrind',
    'whitakers-words': 'whitakers-words',
}

KEYWORDS = {'!', 'if', 'then', 'elif', 'else', 'while', 'until', 'do', 'time', 'exec', 'command', '{'}
BUILTINS = set('. : [ [[ break case cd continue coproc declare done echo esac eval exit export false fi for function getopts kill'
               ' local mapfile popd printf pushd pwd read return set shift shopt source test times trap true type ulimit umask unset'
               ' wait }'.split())
# What comes before a command that it runs, with its options.
BEFORE = re.compile(r'''(?:%exits[ ]\d+ | %both | %as-nobody | %sealed-system | %plain-system | %ld-seal | %system-ld
    | (?:/usr/bin/)?(?:env|not|xargs|nice|strace|valgrind) | timeout[ ]\S+ | taskset[ ]\S+[ ]\S+ | count[ ]\d+)
    (?: [ ]--(?:argv0|library-path)[ ]\S+ | [ ]-[-\w]*(?:=\S*)? | [ ][A-Z_a-z]\w*=\S* )*[ ]''', re.X)
PROGRAM = re.compile(r'(?:/(?:usr/)?s?bin/)?([A-Za-z][\w.+-]*)$')


def commands(script):
    """The first words of a shell script's commands, and of what it hands to another shell or runs in its words."""
    script = re.sub(r'\\\n', ' ', script)
    script = re.sub(r'(?m)(?<!\S)#.*', '', script)
    script = re.sub(r'(?ms)<<-?\s*[\'"]?(\w+)[\'"]?(.*?\n).*?^\1$', r'\2', script)  # here-documents
    scripts = re.findall(r"\bsh (?:-\w+ )*'([^']*)'", script) + re.findall(r'\bsh (?:-\w+ )*"([^"]*)"', script)
    script = re.sub(r"'[^']*'|(\"[^\"]*\")", r'\1', script)
    script = re.sub(r'\\.|\$\(\(.*?\)\)', '', script)
    while (inner := re.search(r'\$\(([^()]*)\)', script)):
        scripts.append(inner[1])
        script = script[:inner.start()] + '$_' + script[inner.end():]
    script = re.sub(r'"[^"]*"', '""', script)
    script = re.sub(r'\d*[<>]+&?\s*[^\s;&|()]+', ' ', script)
    script = re.sub(r'(?m)^\s*[-\w.*|]+\)', '', script)  # the labels of a case
    script = re.sub(r'\bcase\b.*?\bin\b(\s*[^\s()]*\))?|\bfor\b[^;\n]*', '', script)
    for command in re.split(r'[;&|()\n]+', script):
        words = ' '.join(command.split())
        while True:
            first, _, rest = words.partition(' ')
            if first in KEYWORDS or re.match(r'\w+\+?=', first):
                words = rest
                continue
            yield first
            before = BEFORE.match(words + ' ')
            if not before:
                break
            words = words[before.end():]
    for inner in scripts:
        yield from commands(inner)


def shell_of(path, text):
    """What of a file is shell: the RUN lines, a script, the scripts that split-file makes of it."""
    runs = re.sub(r'\\\n.*?RUN:', '\\\n', text)
    scripts = re.findall(r'RUN:((?:.*\\\n)*.*)', runs)
    scripts = [re.sub(r'\\\n', ' ', script) for script in scripts]
    if path.endswith('.sh'):
        scripts.append(text)
    parts = re.split(r'(?m)^[#/; ]*--- (.*)\n', text)
    for name, part in zip(parts[1::2], parts[2::2]):
        if name.endswith('.sh'):
            scripts.append(part)
    if '%marked' in text:
        scripts.append(parts[0])
    return scripts


def called(path):
    """The programs that a test or a helper of tests calls by name, and those that its helpers call."""
    with open(path, errors='replace') as file:
        text = file.read()
    if path.endswith('.py'):
        return set(re.findall(r"(?:\b(?:run|says|Popen|execvp?|which)\(\[?|'[\w-]+': \[)'([\w.+-]+)'", text)) - {'program'}
    scripts = shell_of(path, text)
    inputs = os.path.join(os.path.dirname(path), 'Inputs')
    helpers = [os.path.join(inputs, name) for script in scripts for name in re.findall(r'%S/Inputs/([\w.-]+\.(?:py|sh))\b', script)]
    programs = {match[1] for script in scripts for word in commands(script) if (match := PROGRAM.match(word))}
    for script in scripts:
        programs -= set(re.findall(r'(?m)^\s*(\w+)\(\)', script))
    for helper in helpers:
        programs |= called(helper)
        with open(helper) as file:
            programs -= set(re.findall(r'(?m)^(\w+)\(\)', file.read()))
    return programs - BUILTINS


def programs_of(table):
    return {program for programs in table.values() for program in programs.split()}


def complaint(path):
    """What is wrong with the programs that a test calls; None if nothing is."""
    with open(path, errors='replace') as file:
        requires = ' '.join(re.findall(r'REQUIRES:(.*)', file.read()))
    features = set(re.split(r'[\s,&|()!]+', requires))
    for program in features & programs_of(ALWAYS):
        return f'{program} is required, which is wherever the suite runs'
    programs = called(path)
    if programs & set(MOUNTING) and 'namespaces' not in features:
        return 'it mounts, and does not require namespaces'
    for program in sorted(programs - programs_of(ALWAYS)):
        package = next((package for package, programs in OPTIONAL.items() if program in programs.split()), None)
        if not package:
            return f'{program} is called, which tests/commands.py does not know'
        if not features & set(OPTIONAL[package].split()):
            return f'{program} is called, which the test does not require'
    return None
