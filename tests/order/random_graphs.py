"""Compares the order of constructors and destructors with the system's loader's, over random graphs of libraries.

A graph has libraries that need each other in cycles, themselves too, that refer to each other's variables without
needing each other, some with DF_1_INITFIRST or DF_1_NODELETE; a program that needs some of them; and a script of what
is opened and closed, by the program, by constructors and by destructors. Each line of output is what one event led to.

    random_graphs.py --loader=LOADER --folder=DIR [--first=NUMBER] [--count=N]

Each graph runs twice: unsealed, and sealed with a script that closes nothing, since the destructors of sealed libraries
run at exit. Prints each graph that differs with what either loader did, and exits with 1. A graph is known by its
number: the same number makes the same graph.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MOST = 9  # libraries of a graph


class Graph:
    def __init__(self, number):
        rng = random.Random(number)
        self.nodes = range(rng.randint(2, MOST))
        dense, refers = rng.choice([.1, .2, .35]), rng.choice([0, 0, .1, .25])
        pairs = [(a, b) for a in self.nodes for b in self.nodes]
        rng.shuffle(pairs)
        acyclic = rng.random() < .3
        self.needs = [(a, b) for a, b in pairs if rng.random() < dense and (a < b or not acyclic)]
        self.refers = [(a, b) for a, b in pairs if a != b and rng.random() < refers]
        self.flags = {n: [flag for flag, chance in [('initfirst', .1), ('nodelete', .04)] if rng.random() < chance]
                      for n in self.nodes}
        self.program_needs = [n for n in self.nodes if rng.random() < rng.choice([0, .3])]
        self.script = self.make_script(rng)

    def make_script(self, rng):
        namespaces = rng.random() < .25
        nested = rng.random() < .4

        def actions(how_many):
            text = ''
            for _ in range(rng.randint(0, how_many)):
                if rng.random() < .6:
                    text += f'o{rng.choice(self.nodes)}{rng.choice("lllgggnnd" if namespaces else "llllggggd?")}'
                else:
                    text += f'c{rng.choice(self.nodes)}'
            return text

        script = {'+p': actions(12)}
        if nested:
            for node in self.nodes:
                for event in '+-':
                    if rng.random() < .2:
                        script[f'{event}{node}'] = actions(2)
        if rng.random() < .1:
            script['-p'] = actions(3)
        return script

    def text_of_script(self, closes=True):
        text = ''.join(f'{event}:{actions};' for event, actions in self.script.items())
        return text if closes else re.sub(r'c\d+', '', text)

    def build(self, folder):
        """Links everything; what is needed exists as an empty library of the same name."""
        for node in self.nodes:
            command = ['ld', '-shared', '--hash-style=gnu', '--no-as-needed', '-o', f'n{node}.so', f'-soname=./n{node}.so',
                       f'../node{node}.o', *(f'../refers{a}to{b}.o' for a, b in self.refers if a == node),
                       *(word for flag in self.flags[node] for word in ('-z', flag)),
                       *(f'../stubs/n{b}.so' for a, b in self.needs if a == node), '../libc.so.6']
            subprocess.run(command, cwd=folder, check=True)
        subprocess.run(['gcc', '-o', 'program', '../program.o', '-Wl,--no-as-needed', '-Wl,--allow-shlib-undefined',
                        *(f'../stubs/n{n}.so' for n in self.program_needs)], cwd=folder, check=True)

    def __str__(self):
        return (f'needs {self.needs}\nrefers {self.refers}\nflags { {n: f for n, f in self.flags.items() if f} }\n'
                f'program needs {self.program_needs}')


def prepare(folder):
    """What all graphs share."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, 'stubs'))
    os.symlink('/lib/x86_64-linux-gnu/libc.so.6', os.path.join(folder, 'libc.so.6'))
    source = os.path.join(HERE, 'Inputs', 'node.c')
    gcc = ['gcc', '-O1', '-c']
    subprocess.run([*gcc, '-DPROGRAM', source, '-o', 'program.o'], cwd=folder, check=True)
    names = []
    for a in range(MOST):
        subprocess.run([*gcc, '-fPIC', f'-DN={a}', source, '-o', f'node{a}.o'], cwd=folder, check=True)
        subprocess.run(['ld', '-shared', f'node{a}.o', '-o', f'stubs/n{a}.so', f'-soname=./n{a}.so'], cwd=folder,
                       check=True)
        for b in range(MOST):
            names.append(f'refers{a}to{b}.s')
            with open(os.path.join(folder, names[-1]), 'w') as file:
                file.write(f'.weak v{b}\n.data\n.quad v{b}\n.section .note.GNU-stack,"",@progbits\n')
    subprocess.run([*gcc, *names], cwd=folder, check=True)


def run(folder, script, *before):
    result = subprocess.run([*before, './program'], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            env={'SCRIPT': script}, timeout=60)
    return f'{result.stdout.decode(errors="replace")}\nexit status {result.returncode}'


def compare(graph, folder, loader):
    """What differs."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    graph.build(folder)
    script = graph.text_of_script()
    for mode, script, words in [('unsealed', graph.text_of_script(), ['--seal=none']),
                                ('sealed', graph.text_of_script(closes=False), [])]:
        native, ours = run(folder, script), run(folder, script, loader, *words)
        # Some graphs crash the system's loader: a destructor opens what is being unmapped.
        if native != ours and not re.search('exit status -', native):
            yield mode, script, native, ours


def main():
    options = argparse.ArgumentParser()
    options.add_argument('--loader', required=True)
    options.add_argument('--folder', required=True)
    options.add_argument('--first', type=int, default=0)
    options.add_argument('--count', type=int, default=1)
    options = options.parse_args()
    prepare(options.folder)
    differ = 0
    for number in range(options.first, options.first + options.count):
        graph = Graph(number)
        for mode, script, native, ours in compare(graph, os.path.join(options.folder, 'graph'), options.loader):
            differ += 1
            print(f'graph {number}, {mode}\n{graph}\nscript {script}\nnative  {native}\nld-seal {ours}\n')
    print(f'{options.count} graphs, {differ} differences')
    return differ > 0


if __name__ == '__main__':
    sys.exit(main())
