"""options.py TEXT-OF-HELP FILE...: names each option of the help that a file does not, and the reverse; prints their count."""

import re
import sys

LATER = {'--help-hidden', '--help-list-hidden'}  # LLVM's mention of them is not a line of its own


def options(text):
    return set(re.findall(r'(?<![\w.-])--[a-z][a-z0-9-]*[a-z0-9]', text)) - LATER


def in_manual(text):
    """mdoc: .Fl -mark, .It Fl -set-interpreter Ns Op = ..."""
    return {'-' + word for word in re.findall(r'\bFl (-[a-z][a-z0-9-]*)', text)}


help_text, *files = sys.argv[1:]
known = options(open(help_text).read())
for path in files:
    text = open(path).read()
    named = in_manual(text) if text.startswith('.\\"') else options(text)
    for option in sorted(known - named):
        print(f'{path}: lacks {option}')
    for option in sorted(named - known):
        print(f'{path}: {option} is no option')
print(f'{len(known)} options, {len(files)} files')
