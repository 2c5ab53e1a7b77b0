"""Compares what references are bound to with the system's loader, over random libraries with overlapping definitions.

A case has up to eight libraries that need or filter each other and define the same names strong, weak, protected,
hidden, unique or with versions; a program that needs some of them; and steps: what is opened, with which flags, asked
for by dlsym and dlvsym, and closed. After each step every open library says what its references lead to.

    random_bindings.py --loader=LOADER --folder=DIR [--first=NUMBER] [--count=N]

Prints each case that differs, and exits with 1. A case is known by its number: the same number makes the same case.
Everything is bound at once (LD_BIND_NOW): lazy binding asks later than ld-seal does, which is a difference that is
known. Nothing is sealed: sealed libraries stay when they are closed.
"""

import argparse
import difflib
import random
import shutil
import subprocess
import sys
from pathlib import Path

SYMBOLS = ['f', 'g', 'h', 'k']  # functions; each has a variable beside it, by the same rules
VERSIONS = ['V1', 'V2']
TIME_LIMIT = 120  # seconds, for one run


class Library:
    """One library: what it needs, what it defines and how, and what it refers to."""

    def __init__(self, number, before, rnd):
        self.letter = chr(ord('a') + number)
        self.needs = rnd.sample(before, min(len(before), rnd.choice([0, 1, 1, 2])))
        self.symbolic = rnd.random() < 0.15
        self.eager = rnd.random() < 0.3
        self.versioned = rnd.random() < 0.25
        self.filter = rnd.choice(['F', 'f']) if self.needs and rnd.random() < 0.15 else None
        self.definitions = {}  # by symbol: how
        for symbol in SYMBOLS:
            if rnd.random() < 0.5:
                self.definitions[symbol] = rnd.choice(['strong', 'strong', 'weak', 'protected', 'unique', 'hidden'])
        self.references = {symbol: rnd.choice(['weak', 'strong', 'dlsym', None]) for symbol in SYMBOLS}
        for symbol, how in self.references.items():
            if how == 'strong' and not any(library.provides(symbol) for library in [self] + self.needs):
                self.references[symbol] = 'weak'

    def provides(self, symbol):
        return self.definitions.get(symbol, 'hidden') != 'hidden'

    @property
    def file(self):
        return f'libtest-{self.letter}.so'

    def source(self):
        lines = ['#define _GNU_SOURCE', '#include <dlfcn.h>', '#include <stdio.h>']
        versions = []
        for symbol, how in self.definitions.items():
            attribute = {'weak': '__attribute__((weak))', 'protected': '__attribute__((visibility("protected")))',
                         'hidden': '__attribute__((visibility("hidden")))'}.get(how, '')
            name = symbol
            if self.versioned and how in ('strong', 'weak'):
                # The default version is the second; a hidden first one answers dlvsym and old references.
                for version, mark in (('V1', '@'), ('V2', '@@')):
                    versions.append(f'__asm__(".symver {symbol}_{version},{symbol}{mark}{version}");')
                    lines.append(f'{attribute} const char *{symbol}_{version}(void) '
                                 f'{{ return "{self.letter}:{version}"; }}')
            else:
                lines.append(f'{attribute} const char *{name}(void) {{ return "{self.letter}"; }}')
            if how == 'unique':
                lines.append(f'extern long {symbol}_data;')
                lines.append(f'__asm__(".data\\n.globl {symbol}_data\\n.type {symbol}_data,@gnu_unique_object\\n"'
                             f'"{symbol}_data: .quad {ord(self.letter)}\\n.size {symbol}_data,8\\n.text");')
            else:
                lines.append(f'{attribute} long {symbol}_data = {ord(self.letter)};')
        lines += versions
        asks = ['static void ask(const char *what, const char *who) {',
                f'  printf("  {self.letter} %s: %s\\n", what, who);', '}',
                'static void ask_dlsym(void *handle, const char *name, const char *what) {',
                '  const char *(*found)(void) = dlsym(handle, name);',
                '  ask(what, found ? found() : "nobody");', '}']
        body = []
        for symbol, how in self.references.items():
            defined = symbol in self.definitions
            if how in ('weak', 'strong') and not defined:
                weak = '__attribute__((weak)) ' if how == 'weak' else ''
                asks.append(f'extern {weak}const char *{symbol}(void);')
                asks.append(f'extern {weak}long {symbol}_data;')
            if how in ('weak', 'strong') and not (defined and self.versioned):
                test = f'&{symbol} ? ' if how == 'weak' else ''
                otherwise = ' : "nobody"' if how == 'weak' else ''
                body.append(f'  ask("{symbol}", {test}{symbol}(){otherwise});')
                data = f'&{symbol}_data ? ' if how == 'weak' else ''
                otherwise = ' : 0' if how == 'weak' else ''
                value = f'{data}{symbol}_data{otherwise}'
                body.append(f'  printf("  {self.letter} {symbol}_data: %ld\\n", (long)({value}));')
            elif how == 'dlsym':
                body.append(f'  ask_dlsym(RTLD_DEFAULT, "{symbol}", "default {symbol}");')
                body.append(f'  ask_dlsym(RTLD_NEXT, "{symbol}", "next {symbol}");')
        lines += asks
        lines += [f'void {self.letter}_asks(void) {{', *body, '}', '#pragma GCC diagnostic ignored "-Wunused-function"']
        return '#pragma GCC diagnostic ignored "-Waddress"\n' + '\n'.join(lines) + '\n'

    def build(self, folder):
        source = folder / f'{self.letter}.c'
        source.write_text(self.source())
        command = ['cc', '-w', '-O1', '-fPIC', '-shared', '-fno-builtin', source, '-o', folder / self.file,
                   '-Wl,--no-as-needed', f'-Wl,-soname,{self.file}', '-Wl,-rpath,$ORIGIN',
                   '-Wl,-z,' + ('now' if self.eager else 'lazy')]
        needed = list(self.needs)
        if self.filter:
            command.append(f'-Wl,-{self.filter},{needed.pop().file}')
        if self.symbolic:
            command.append('-Wl,-Bsymbolic')
        if self.versioned:
            script = folder / f'{self.letter}.map'
            script.write_text('V1 {};\nV2 {} V1;\n')
            command.append(f'-Wl,--version-script={script}')
        # A strong reference need not be satisfied by what is linked with.
        command += [folder / library.file for library in needed] + ['-Wl,--unresolved-symbols=ignore-all']
        subprocess.run(command, check=True)


def steps_of(libraries, rnd):
    """Lines of C for main: opening, asking, closing."""
    open_letters = []
    for _ in range(rnd.randint(4, 10)):
        choice = rnd.random()
        if choice < 0.5 or not open_letters:
            library = rnd.choice(libraries)
            flags = [rnd.choice(['RTLD_NOW', 'RTLD_NOW', 'RTLD_LAZY']), rnd.choice(['RTLD_LOCAL', 'RTLD_GLOBAL'])]
            flags += ['RTLD_DEEPBIND'] if rnd.random() < 0.2 else []
            flags += ['RTLD_NODELETE'] if rnd.random() < 0.1 else []
            yield f'open_it("{library.letter}", "{library.file}", {" | ".join(flags)}, "{" ".join(flags)}");'
            open_letters.append(library.letter)
        elif choice < 0.65:
            letter = open_letters.pop(rnd.randrange(len(open_letters)))
            yield f'close_it("{letter}");'
        elif choice < 0.85:
            yield f'look("{rnd.choice(open_letters)}", "{rnd.choice(SYMBOLS)}");'
        else:
            yield f'look(NULL, "{rnd.choice(SYMBOLS)}");'
        yield 'ask_all();'


MAIN = r'''
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
static struct { void *handles[64]; int count; } open_now[26];
static const char *answer(void *found) { return found ? ((const char *(*)(void))found)() : "nobody"; }
static const char *error(void) { const char *text = dlerror(); const char *slash = text ? strrchr(text, '/') : NULL;
  return slash ? slash + 1 : text ? text : "no error"; }
static void open_it(const char *letter, const char *file, int mode, const char *shown) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", FOLDER, file);
  void *handle = dlopen(path, mode);
  printf("open %s %s: %s\n", letter, shown, handle ? "yes" : error());
  if (handle)
    open_now[*letter - 'a'].handles[open_now[*letter - 'a'].count++] = handle;
}
static void *handle_of(const char *letter) {
  int count = open_now[*letter - 'a'].count;
  return count ? open_now[*letter - 'a'].handles[count - 1] : NULL;
}
static void close_it(const char *letter) {
  void *handle = handle_of(letter);
  printf("close %s: %d\n", letter, handle ? dlclose(handle) : -2);
  if (handle)
    open_now[*letter - 'a'].count--;
}
static void look(const char *letter, const char *name) {
  void *handle = letter ? handle_of(letter) : RTLD_DEFAULT;
  if (letter && !handle)
    return;
  printf("look %s %s: %s", letter ? letter : "default", name, answer(dlsym(handle, name)));
  printf(" V1 %s", answer(dlvsym(handle, name, "V1")));
  printf(" V2 %s\n", answer(dlvsym(handle, name, "V2")));
}
static void ask_all(void) {
  for (int i = 0; i < 26; i++) {
    char name[16] = {(char)('a' + i)};
    if (!open_now[i].count)
      continue;
    strcat(name, "_asks");
    void (*asks)(void) = dlsym(handle_of((char[]){(char)('a' + i), 0}), name);
    if (asks)
      asks();
    else
      puts(error());
  }
  fflush(stdout);
}
'''


def build(folder, rnd):
    libraries = []
    for number in range(rnd.randint(3, 8)):
        libraries.append(Library(number, list(libraries), rnd))
    for library in libraries:
        library.build(folder)
    linked = rnd.sample(libraries, rnd.choice([0, 1, 2]))
    own = [f'const char *{symbol}(void) {{ return "program"; }}' for symbol in SYMBOLS if rnd.random() < 0.2]
    source = folder / 'main.c'
    source.write_text(MAIN + '\n'.join(own) + '\nint main(void) {\n  ' + '\n  '.join(steps_of(libraries, rnd)) +
                      '\n  return 0;\n}\n')
    subprocess.run(['cc', '-w', '-O1', f'-DFOLDER="{folder}"', '-rdynamic', '-fno-builtin', source,
                    '-o', folder / 'main', '-Wl,--no-as-needed', '-Wl,-rpath,$ORIGIN',
                    *(folder / library.file for library in linked),
                    '-Wl,--unresolved-symbols=ignore-all'], check=True)


def run(command, folder, environment):
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors='replace',
                          timeout=TIME_LIMIT)
    # What is said of an undefined function that is called is said in each loader's own words.
    end = 'undefined' if done.returncode == 127 else done.returncode
    return [*done.stdout.replace(str(folder), '').splitlines(), f'ends with {end}']


def differs(number, loader, folder):
    rnd = random.Random(number)
    build(folder, rnd)
    environment = {'LD_BIND_NOW': '1', 'LD_SEAL': 'none', 'PATH': '/usr/bin:/bin'}
    if rnd.random() < 0.2:
        environment['LD_DYNAMIC_WEAK'] = '1'
    program = str(folder / 'main')
    theirs, ours = run([program], folder, environment), run([loader, program], folder, environment)
    if theirs == ours:
        return False
    print(f'case {number} differs, with {environment}')
    print('\n'.join(difflib.unified_diff(theirs, ours, "system's loader", 'ld-seal', lineterm='')), flush=True)
    return True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--loader', required=True)
    parser.add_argument('--folder', required=True)
    parser.add_argument('--first', type=int, default=1)
    parser.add_argument('--count', type=int, default=10)
    options = parser.parse_args()
    differing = 0
    for number in range(options.first, options.first + options.count):
        folder = Path(options.folder).resolve() / str(number)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if differs(number, options.loader, folder):
            differing += 1
        else:
            shutil.rmtree(folder)
    print(f'{options.count} cases, {differing} differ')
    return differing != 0


if __name__ == '__main__':
    sys.exit(main())
