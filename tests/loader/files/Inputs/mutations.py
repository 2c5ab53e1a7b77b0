"""The changes that compare.py makes: one a line, by name."""

from elf import *

DT_NEEDED, DT_PLTRELSZ, DT_PLTGOT, DT_HASH, DT_STRTAB, DT_SYMTAB, DT_RELA, DT_RELASZ, DT_RELAENT = 1, 2, 3, 4, 5, 6, 7, 8, 9
DT_STRSZ, DT_SYMENT, DT_INIT, DT_FINI, DT_SONAME, DT_REL = 10, 11, 12, 13, 14, 17
DT_PLTREL, DT_TEXTREL, DT_JMPREL, DT_INIT_ARRAY, DT_FINI_ARRAY = 20, 22, 23, 25, 26
DT_INIT_ARRAYSZ, DT_FINI_ARRAYSZ, DT_RUNPATH, DT_FLAGS = 27, 28, 29, 30
DT_GNU_HASH, DT_VERSYM, DT_VERDEF, DT_VERDEFNUM, DT_VERNEED, DT_VERNEEDNUM = \
    0x6ffffef5, 0x6ffffff0, 0x6ffffffc, 0x6ffffffd, 0x6ffffffe, 0x6fffffff
DT_ANDROID_RELA = 0x60000011
PAGE = 4096
MAX = (1 << 64) - 1


def header(**fields):
    def change(file):
        for name, value in fields.items():
            setattr(file.header, name, value)
    return change


def segment(kind, index=0, **fields):
    """A value may be a function of the old one."""
    def change(file):
        each = file.segments(kind)[index]
        for name, value in fields.items():
            setattr(each, name, value(getattr(each, name)) if callable(value) else value)
    return change


def entry(tag, value):
    return lambda file: file.set(tag, value(file.value(tag)) if callable(value) else value)


def without(*tags):
    def change(file):
        for tag in tags:
            file.drop(tag)
    return change


def both(*changes):
    def change(file):
        for each in changes:
            each(file)
    return change


def again(kind, **fields):
    """A second header of a type, in place of one that nothing needs."""
    def change(file):
        other, first = file.segment(PT_GNU_EH_FRAME), file.segment(kind)
        for name in SEGMENT:
            setattr(other, name, getattr(first, name))
        for name, value in fields.items():
            setattr(other, name, value(getattr(other, name)) if callable(value) else value)
    return change


def instead(kind, **fields):
    """A header of a type in place of PT_GNU_EH_FRAME."""
    return segment(PT_GNU_EH_FRAME, type=kind, **fields)


def swapped(a, b):
    """Two PT_LOADs change places in the table."""
    def change(file):
        loads = file.loads()
        for name in SEGMENT:
            x, y = getattr(loads[a], name), getattr(loads[b], name)
            setattr(loads[a], name, y)
            setattr(loads[b], name, x)
    return change


def without_null(file):
    """PT_DYNAMIC ends with its last entry; the file goes on with the spare ones, which are zero."""
    dynamic = file.segment(PT_DYNAMIC)
    size = [at for at, tag, _ in file.dynamic() if tag == 0][0] - dynamic.offset
    dynamic.filesz = dynamic.memsz = size


def headers_at_the_end(count):
    """The table behind all else, with so many entries; what is added says nothing."""
    def change(file):
        table = file.image[file.header.phoff:file.header.phoff + 56 * file.header.phnum]
        file.header.phoff = file.append(bytes(table) + bytes(56 * (count - file.header.phnum)))
        file.header.phnum = count
    return change


def notes_in_bss(file):
    """A PT_NOTE over a terabyte of zeroes: each twelve of them are a note."""
    data = file.loads()[3]
    data.memsz = 1 << 40
    note = file.segment(PT_NOTE)
    note.vaddr, note.memsz = data.vaddr + 0x10000, 1 << 39


def symbols_in_bss(file):
    """A symbol table that goes on for a terabyte."""
    data = file.loads()[3]
    data.memsz = 1 << 40
    file.set(DT_SYMTAB, data.vaddr + 0x10000)


def relro_of_two(file):
    """RELRO that begins in the segment before the data."""
    before, relro = file.loads()[2], file.segment(PT_GNU_RELRO)
    end = relro.vaddr + relro.memsz
    relro.vaddr = before.vaddr
    relro.memsz = end - before.vaddr


plus = lambda n: lambda old: old + n

IDENT = {
    'osabi GNU': header(osabi=3),
    'osabi FreeBSD': header(osabi=9),
    'osabi standalone': header(osabi=255),
    'abiversion 1': header(abiversion=1),
    'GNU abiversion 3': header(osabi=3, abiversion=3),
    'GNU abiversion 9': header(osabi=3, abiversion=9),
    'padding in e_ident': header(pad=1),
    'ident version 0': header(ident_version=0),
    'version 0': header(version=0),
    'version 2': header(version=2),
    'class 32': header(**{'class': 1}),
    'big-endian': header(data=2),
    'machine aarch64': header(machine=183),
    'machine i386': header(machine=3),
    'flags': header(flags=0x12345),
    'ehsize 0': header(ehsize=0),
    'no sections': header(shoff=0, shnum=0, shstrndx=0),
    'sections nowhere': header(shoff=MAX, shnum=0xffff, shstrndx=0xffff),
    'type REL': header(type=1),
    'type CORE': header(type=4),
    'type NONE': header(type=0),
    'phentsize 0': header(phentsize=0),
    'phentsize 64': header(phentsize=64),
    'phnum 0': header(phnum=0),
    'phoff behind the file': header(phoff=1 << 40),
    'phoff wraps': header(phoff=MAX - 7),
}

SEGMENTS = {
    'filesz above memsz': segment(PT_LOAD, 0, filesz=plus(PAGE)),
    'memsz 0 with filesz': segment(PT_LOAD, 0, memsz=0),
    'memsz wraps': segment(PT_LOAD, 3, memsz=MAX),
    'vaddr wraps': segment(PT_LOAD, 3, vaddr=MAX - PAGE + 1),
    'offset not congruent': segment(PT_LOAD, 3, offset=plus(8)),
    'offset behind the file': segment(PT_LOAD, 3, offset=plus(1 << 30)),
    'offset wraps': segment(PT_LOAD, 3, offset=lambda o: MAX - PAGE + 1 + o % PAGE),
    'LOAD align 0': segment(PT_LOAD, 0, align=0),
    'LOAD align 1': segment(PT_LOAD, 0, align=1),
    'LOAD align 3': segment(PT_LOAD, 0, align=3),
    'LOAD align 0x1001': segment(PT_LOAD, 3, align=0x1001),
    'LOAD align 8': both(*[segment(PT_LOAD, i, align=8) for i in range(4)]),
    'LOAD align 64 KiB': segment(PT_LOAD, 1, align=1 << 16),
    'LOAD align 2 GiB': segment(PT_LOAD, 0, align=1 << 31),
    'LOAD align 1 TiB': segment(PT_LOAD, 0, align=1 << 40),
    'LOAD align 2^62': segment(PT_LOAD, 0, align=1 << 62),
    'LOAD align 2^63': segment(PT_LOAD, 0, align=1 << 63),
    'data write-only': segment(PT_LOAD, 3, flags=PF_W),
    'data read-only': segment(PT_LOAD, 3, flags=PF_R),
    'data executable too': segment(PT_LOAD, 3, flags=PF_R | PF_W | PF_X),
    'text writable too': segment(PT_LOAD, 1, flags=PF_R | PF_W | PF_X),
    'text execute-only': segment(PT_LOAD, 1, flags=PF_X),
    'text not executable': segment(PT_LOAD, 1, flags=PF_R),
    'headers without access': segment(PT_LOAD, 0, flags=0),
    'flags of the system': segment(PT_LOAD, 0, flags=0xfff00004),
    'last two LOADs swapped': swapped(2, 3),
    'middle LOADs swapped': swapped(1, 2),
    'first two LOADs swapped': swapped(0, 1),
    'first and last LOAD swapped': swapped(0, 3),
    'LOADs overlap': segment(PT_LOAD, 0, memsz=plus(PAGE)),
    'LOAD of a TiB of bss': segment(PT_LOAD, 3, memsz=1 << 40),
    'empty LOAD at 0': instead(PT_LOAD, offset=0, vaddr=0, filesz=0, memsz=0, align=PAGE),
    'empty LOAD behind the others': instead(PT_LOAD, offset=0, vaddr=1 << 20, filesz=0, memsz=0, align=PAGE),
    'LOAD of bss alone': instead(PT_LOAD, flags=PF_R | PF_W, offset=0, vaddr=1 << 20, filesz=0, memsz=PAGE, align=PAGE),
    'LOAD of bss inside a page': instead(PT_LOAD, flags=PF_R | PF_W, offset=0x10, vaddr=(1 << 20) + 0x10, filesz=0,
                                         memsz=PAGE, align=PAGE),
    'LOAD far away': instead(PT_LOAD, flags=PF_R, offset=0, vaddr=1 << 36, filesz=8, memsz=8, align=PAGE),
    'no PT_GNU_STACK': segment(PT_GNU_STACK, type=PT_NULL),
    'two PT_GNU_STACK': again(PT_GNU_STACK),
    'PT_PHDR elsewhere': None,
    'PT_INTERP of nothing': instead(PT_INTERP, offset=0, vaddr=0, filesz=0, memsz=0),
    'PT_NOTE over all': segment(PT_NOTE, 0, offset=0, vaddr=0, filesz=1 << 40, memsz=1 << 40),
    'PT_NOTE wraps': segment(PT_NOTE, 0, vaddr=MAX, memsz=MAX),
    'PT_GNU_EH_FRAME nowhere': segment(PT_GNU_EH_FRAME, vaddr=1 << 45),
    'PT_NULL with garbage': instead(PT_NULL, offset=MAX, vaddr=MAX, filesz=MAX, memsz=MAX, align=3),
    'unknown type with garbage': instead(0x60000123, offset=MAX, vaddr=MAX, filesz=MAX, memsz=MAX, align=3),
    'TLS filesz above memsz': segment(PT_TLS, filesz=plus(64)),
    'TLS empty': segment(PT_TLS, filesz=0, memsz=0),
    'TLS align 0': segment(PT_TLS, align=0),
    'TLS align 3': segment(PT_TLS, align=3),
    'TLS align 2^25': segment(PT_TLS, align=1 << 25),
    'TLS nowhere': segment(PT_TLS, vaddr=1 << 45),
    'second TLS empty': again(PT_TLS, filesz=0, memsz=0),
    'second TLS the same': again(PT_TLS),
    'RELRO nowhere': segment(PT_GNU_RELRO, vaddr=1 << 45),
    'RELRO too long': segment(PT_GNU_RELRO, memsz=1 << 30),
    'RELRO wraps': segment(PT_GNU_RELRO, memsz=MAX),
    'RELRO of nothing, nowhere': segment(PT_GNU_RELRO, vaddr=1 << 45, memsz=0),
    'RELRO of the text': lambda file: segment(PT_GNU_RELRO, vaddr=file.loads()[1].vaddr, memsz=PAGE)(file),
    'RELRO of the headers': segment(PT_GNU_RELRO, vaddr=0, memsz=PAGE),
    'RELRO of two segments': relro_of_two,
    'no RELRO': segment(PT_GNU_RELRO, type=PT_NULL),
    'second RELRO of nothing': again(PT_GNU_RELRO, memsz=0),
    'no PT_DYNAMIC': segment(PT_DYNAMIC, type=PT_NULL),
    'PT_DYNAMIC without DT_NULL': without_null,
    'PT_DYNAMIC of no bytes': segment(PT_DYNAMIC, filesz=0, memsz=0),
    'PT_DYNAMIC of no bytes in the file': segment(PT_DYNAMIC, filesz=0),
    'PT_DYNAMIC too long': segment(PT_DYNAMIC, filesz=plus(1 << 20), memsz=plus(1 << 20)),
    'PT_DYNAMIC of half an entry': segment(PT_DYNAMIC, filesz=8, memsz=8),
    'PT_DYNAMIC nowhere': segment(PT_DYNAMIC, vaddr=1 << 45),
    'PT_DYNAMIC read-only': segment(PT_DYNAMIC, flags=PF_R),
    'PT_DYNAMIC offset nowhere': segment(PT_DYNAMIC, offset=1 << 40),
    'second PT_DYNAMIC the same': again(PT_DYNAMIC),
    'second PT_DYNAMIC nowhere': again(PT_DYNAMIC, vaddr=1 << 45),
}
del SEGMENTS['PT_PHDR elsewhere']

TABLES = {
    'no DT_STRSZ': without(DT_STRSZ),
    'DT_STRSZ 0': entry(DT_STRSZ, 0),
    'DT_STRSZ 1': entry(DT_STRSZ, 1),
    'DT_STRSZ one less': entry(DT_STRSZ, plus(-1)),
    'DT_STRSZ one more': entry(DT_STRSZ, plus(1)),
    'DT_STRSZ too large': entry(DT_STRSZ, 1 << 40),
    'no DT_STRTAB': without(DT_STRTAB),
    'DT_STRTAB nowhere': entry(DT_STRTAB, 1 << 45),
    'DT_SYMENT 0': entry(DT_SYMENT, 0),
    'DT_SYMENT 32': entry(DT_SYMENT, 32),
    'no DT_SYMENT': without(DT_SYMENT),
    'no DT_SYMTAB': without(DT_SYMTAB),
    'DT_SYMTAB nowhere': entry(DT_SYMTAB, 1 << 45),
    'DT_SYMTAB unaligned': entry(DT_SYMTAB, plus(4)),
    'DT_HASH alone': without(DT_GNU_HASH),
    'DT_GNU_HASH alone': without(DT_HASH),
    'no hash table': without(DT_GNU_HASH, DT_HASH),
    'DT_HASH nowhere': entry(DT_HASH, 1 << 45),
    'DT_GNU_HASH nowhere': entry(DT_GNU_HASH, 1 << 45),
    'gnu hash without buckets': lambda file: file.put(file.value(DT_GNU_HASH), 0),
    'gnu hash with an odd bloom filter': lambda file: file.put(file.value(DT_GNU_HASH) + 8, 3),
    'gnu hash with a large shift': lambda file: file.put(file.value(DT_GNU_HASH) + 12, 64 + file.word(file.value(DT_GNU_HASH) + 12)),
    'DT_PLTREL REL': entry(DT_PLTREL, DT_REL),
    'DT_PLTREL 0': entry(DT_PLTREL, 0),
    'no DT_PLTREL': without(DT_PLTREL),
    'DT_RELAENT 16': entry(DT_RELAENT, 16),
    'no DT_RELAENT': without(DT_RELAENT),
    'DT_RELASZ not whole': entry(DT_RELASZ, plus(8)),
    'DT_RELA nowhere': entry(DT_RELA, 1 << 45),
    'DT_RELASZ too large': entry(DT_RELASZ, 1 << 40),
    'DT_RELACOUNT wrong': entry(0x6ffffff9, 1),
    'DT_PLTRELSZ 0': None,
    'DT_JMPREL nowhere': entry(DT_JMPREL, 1 << 45),
    'DT_PLTGOT nowhere': entry(DT_PLTGOT, 1 << 45),
    'DT_REL of nothing': entry(DT_REL, 0),
    'DT_REL somewhere': lambda file: file.set(DT_REL, file.value(DT_RELA)),
    'DT_INIT nowhere': entry(DT_INIT, 1 << 45),
    'DT_INIT_ARRAYSZ not whole': entry(DT_INIT_ARRAYSZ, plus(4)),
    'DT_INIT_ARRAYSZ 7': entry(DT_INIT_ARRAYSZ, 7),
    'DT_FINI_ARRAYSZ not whole': entry(DT_FINI_ARRAYSZ, plus(1)),
    'DT_INIT_ARRAY nowhere': entry(DT_INIT_ARRAY, 1 << 45),
    'no DT_INIT_ARRAYSZ': None,
    'DT_VERSYM without DT_VERNEED': without(DT_VERNEED, DT_VERNEEDNUM),
    'DT_VERNEED without DT_VERSYM': without(DT_VERSYM),
    'DT_VERSYM nowhere': entry(DT_VERSYM, 1 << 45),
    'DT_VERNEED nowhere': entry(DT_VERNEED, 1 << 45),
    'DT_VERNEEDNUM 0': entry(DT_VERNEEDNUM, 0),
    'DT_VERNEEDNUM too large': entry(DT_VERNEEDNUM, MAX),
    'no DT_VERNEEDNUM': without(DT_VERNEEDNUM),
    'version of a verneed record': lambda file: file.put(file.value(DT_VERNEED), 2, '<H'),
    'count of a verneed record': lambda file: file.put(file.value(DT_VERNEED) + 2, 0xffff, '<H'),
    'DT_NEEDED nowhere': entry(DT_NEEDED, 1 << 40),
    'DT_RUNPATH of nothing': entry(DT_RUNPATH, 0),
    'DT_STRTAB twice': lambda file: file.add(DT_STRTAB, file.value(DT_STRTAB)),
    'DT_STRTAB twice, the last nowhere': lambda file: file.add(DT_STRTAB, 1 << 45),
    'DT_NEEDED twice': lambda file: file.add(DT_NEEDED, file.value(DT_NEEDED)),
    'DT_TEXTREL': entry(DT_TEXTREL, 0),
    'DF_TEXTREL': lambda file: file.set(DT_FLAGS, 4 | file.value(DT_FLAGS)),
    'DT_ANDROID_RELA': lambda file: file.add(DT_ANDROID_RELA, file.value(DT_RELA)),
    'unknown tags': both(*[lambda file, tag=tag: file.add(tag, MAX) for tag in (36 + 64, 0x6ffffef4, 0x60000123, 0x7ffffffe)]),
    'unknown DT_FLAGS': lambda file: file.set(DT_FLAGS, 0x70000000 | file.value(DT_FLAGS)),
    'DF_1_PIE': lambda file: file.set(0x6ffffffb, 0x08000000),
    'DF_1_NOOPEN': lambda file: file.set(0x6ffffffb, 0x40),
}
TABLES = {name: change for name, change in TABLES.items() if change}

# Only what a loader maps: the kernel has limits of its own.
LONG = {
    'headers at the end': headers_at_the_end(20),
    '600 program headers': headers_at_the_end(600),
    '60000 program headers': headers_at_the_end(60000),
    'notes in bss': notes_in_bss,
    'symbols in bss': symbols_in_bss,
}
LIBRARY = {**LONG, **IDENT, 'type EXEC': header(type=2), **SEGMENTS, **TABLES,
           'no DT_SONAME': without(DT_SONAME),
           'DT_SONAME nowhere': entry(DT_SONAME, 1 << 40)}
PROGRAM = {**IDENT, **SEGMENTS, **TABLES,
           'no PT_PHDR': segment(PT_PHDR, type=PT_NULL),
           'two PT_INTERP': again(PT_INTERP)}
