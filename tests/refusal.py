"""What a start that is refused says: glibc's line or the loader's own, then what the loader knows besides."""

import re

FIRST = re.compile(rb'ld-seal: |.*: (error while loading shared libraries|symbol lookup error): |.*: version `')


def is_refusal(status, stderr):
    """One line; a second one begins "ld-seal: ", and further ones are indented."""
    first, *others = stderr.splitlines() or [b'']
    own = others[:1] if others and others[0].startswith(b'ld-seal: ') else []
    return status in (126, 127) and bool(FIRST.match(first)) and all(
        line[:1].isspace() for line in others[len(own):])
