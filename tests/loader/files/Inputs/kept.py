"""What compare.py finds different, each with the row of docs/differences.md that gives the reason."""

# The system's loader runs the file, ld-seal refuses it.
STRICTER = {
    'filesz above memsz': 'a segment that is longer in the file than in memory',
    'memsz 0 with filesz': 'a segment that is longer in the file than in memory',
    'LOADs overlap': 'segments that overlap',
    'TLS align 3': 'PT_TLS',
    'TLS align 2^25': 'PT_TLS',
    'RELRO of two segments': 'PT_GNU_RELRO that reaches over more than one segment',
    'DT_RELASZ not whole': 'a relocation table that does not end with an entry',
    'DT_REL somewhere': 'relocations in an encoding that the loader does not read',
    'DT_ANDROID_RELA': 'relocations in an encoding that the loader does not read',
    'DT_SONAME nowhere': 'names outside of the string table',
}
# The system's loader refuses the file, ld-seal runs it.
LAXER = {
    'first and last LOAD swapped': 'PT_LOADs in another order',
    'last two LOADs swapped': 'PT_LOADs in another order',
    'empty LOAD at 0': 'an empty PT_LOAD',
}
# What differs for the other kind alone.
OTHER = {'library': {'last two LOADs swapped'}, 'program': set()}
# The kernel ends the start before there is a loader, or the file's own code dies.
DIES = {
    'filesz above memsz', 'memsz 0 with filesz', 'memsz wraps', 'vaddr wraps', 'offset not congruent',
    'offset behind the file', 'offset wraps', 'headers without access', 'LOAD of a TiB of bss', 'text not executable',
    'RELRO of the text',
}
