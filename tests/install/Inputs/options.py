"""options.py TEXT-OF-HELP FILE...: names each option and policy word of the help that a file does not, and the reverse.

Prints how many options there are and how many files.
"""

import re
import sys

LATER = {'--help-hidden'}  # LLVM's mention of it is not a line of its own


def options(text):
    return set(re.findall(r'(?<![\w.-])(?<!compopt )(?<!complete )-(?:o\b|-[a-z][a-z0-9-]*[a-z0-9])', text)) - LATER


def policy(text):
    """The longest list that names no-dlopen: words with commas between them, or blanks."""
    lists = re.findall(r'(?:[a-z-]+(?:,? |\b))*no-dlopen(?:,? [a-z-]+)*', text)
    return set(re.split(',? ', max(lists, key=len).strip())) if lists else set()


def in_manual(text):
    """mdoc: .Fl -mark, .It Fl -set-interpreter Ns Op = ..., .Cm data"""
    return {'-' + word for word in re.findall(r'\bFl (o|-[a-z][a-z0-9-]*)', text)}


help_text, *files = sys.argv[1:]
with open(help_text) as file:
    wanted = file.read()
known, words = options(wanted), policy(wanted)
for path in files:
    with open(path) as file:
        text = file.read()
    manual = text.startswith('.\\"')
    named = in_manual(text) if manual else options(text)
    named_words = words & set(re.findall(r'\bCm ([a-z-]+)', text)) if manual else policy(text) - {'word'}
    for option in sorted((known | words) - (named | named_words)):
        print(f'{path}: lacks {option}')
    for option in sorted((named | named_words) - (known | words)):
        print(f'{path}: {option} is no option')
print(f'{len(known)} options, {len(words)} policy words, {len(files)} files')
