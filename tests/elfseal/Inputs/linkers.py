"""linkers.py FOLDER LOADER ELFSEAL CC CXX SOURCE: builds SOURCE with each linker and layout and marks what comes out.

SOURCE is a program, and with -DLIBRARY its library, in C++ and in C. Each pair is marked as linked, without section
headers, and with its debug information in a file of its own, which debuggers must still find.
"""

import filecmp
import pathlib
import shutil
import struct
import subprocess
import sys

folder, loader, elfseal, cc, cxx, source = (pathlib.Path(word) for word in sys.argv[1:])
LAYOUTS = {
    'bfd': ['', '-z noseparate-code', '-z pack-relative-relocs', '--emit-relocs', '-z norelro'],
    'gold': ['', '--rosegment', '-z norelro'],
    'lld': ['', '-z separate-code', '-z separate-loadable-segments', '--no-rosegment'],
    'mold': ['', '-z separate-loadable-segments'],
}
CODE_FIRST = 'gold --rosegment'  # right behind the program headers
LANGUAGES = {'c': [cc, '-xc'], 'c++': [cxx, '-xc++']}


def run(*command, **options):
    return subprocess.run(list(map(str, command)), check=True, **options)


def says(*command):
    """Status and output."""
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def expect(truth, what):
    if not truth:
        sys.exit(f'{place}: {what}')


def strip_sections(files):
    for file in files:  # llvm-objcopy --strip-sections, for one, lays files anew, and some of gold's wrongly
        image = bytearray(file.read_bytes())
        (table,), (count,) = struct.unpack_from('<Q', image, 32), struct.unpack_from('<H', image, 56)
        segments = [struct.unpack_from('<QQQQ', image, table + 56 * number + 8) for number in range(count)]
        struct.pack_into('<Q', image, 40, 0)
        struct.pack_into('<HH', image, 60, 0, 0)
        file.write_bytes(image[:max(offset + size for offset, _, _, size in segments)])


def split_debug(files):
    for file in files:
        run('objcopy', '--only-keep-debug', file, f'{file}.debug')
        run('objcopy', '--strip-debug', f'--add-gnu-debuglink={file}.debug', file)


def mark(files, headers_move):
    """Marks a program and its library, compares what they do, and takes the marks back."""
    program = files[0]
    plain, loaded = says(program), says(loader, program)
    expect((0, 'caught 1\nagain 2\n') == (loaded[0], loaded[1][:17]), f'does not run: {loaded}')
    for file in files:
        shutil.copy(file, f'{file}.plain')
    run(elfseal, '--mark', '--policy=data', *files)
    run(elfseal, '--check', '--policy=data', *files)
    if not headers_move:  # else old kernels do not find them (docs/mark.md); of libraries they need not
        run(sys.executable, pathlib.Path(__file__).with_name('headers.py'), program)
    expect(says(program) == plain, 'marked, and does something else')
    for file in files:
        if pathlib.Path(f'{file}.debug').exists():
            found = says('gdb', '-nx', '-batch', '-ex', 'info line ' + ('word' if file != program else 'main'), file)[1]
            expect(found.startswith('Line ') or 'starts at address' in found, f'gdb does not find the debug file: {found}')
            expect(f' {file}.debug ' in says('eu-unstrip', '-n', '-e', file)[1], 'elfutils does not find the debug file')
    run(elfseal, '--mark', f'--set-interpreter={loader}', program)
    expect(says(program) == loaded, 'under ld-seal it does something else')
    run(elfseal, '--unmark', *files)
    for file in files:
        expect(filecmp.cmp(file, f'{file}.plain', shallow=False), f'{file.name} is not restored')


shutil.rmtree(folder, ignore_errors=True)
count = 0
for linker, layouts in LAYOUTS.items():
    for layout in layouts:
        name = f'{linker} {layout}'.strip()
        done = 0
        for language, compiler in LANGUAGES.items():
            for treat in (None, strip_sections, split_debug):
                place = folder / f'{name} {language} {treat.__name__ if treat else ""}'.strip().replace(' ', '_')
                place.mkdir(parents=True)
                program, library = place / 'program', place / 'library.so'
                options = ['-g', '-O1', f'-fuse-ld={linker}', *(word for part in layout.split() for word in ('-Xlinker', part))]
                run(*compiler, source, '-xnone', '-DLIBRARY', '-fPIC', '-shared', '-Wl,-soname,library.so', *options, '-o', library)
                run(*compiler, source, '-xnone', library, '-Wl,-rpath,$ORIGIN', *options, '-o', program)
                if treat:
                    treat([program, library])
                mark([program, library], headers_move=treat == strip_sections or name == CODE_FIRST)
                done += 2
        print(f'{name}: {done} files', flush=True)
        count += done
print(f'{sum(map(len, LAYOUTS.values()))} layouts, {count} files')
