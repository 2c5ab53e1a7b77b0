"""seal_property.py FILE: makes the file's empty x86 property 0xc0008002 GNU_PROPERTY_MEMORY_SEAL, which this linker may not know."""

import sys

with open(sys.argv[1], 'r+b') as file:
    at = file.read().index(bytes.fromhex('028000c0 00000000'))
    file.seek(at)
    file.write(bytes.fromhex('03000000 00000000'))
