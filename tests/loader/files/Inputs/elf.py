"""An ELF file whose headers a test changes, by name."""

import struct

PT_NULL, PT_LOAD, PT_DYNAMIC, PT_INTERP, PT_NOTE, PT_PHDR, PT_TLS = 0, 1, 2, 3, 4, 6, 7
PT_GNU_EH_FRAME, PT_GNU_STACK, PT_GNU_RELRO, PT_GNU_PROPERTY = 0x6474e550, 0x6474e551, 0x6474e552, 0x6474e553
PF_X, PF_W, PF_R = 1, 2, 4

# Where each field lies, and its format.
HEADER = {'class': (4, 'B'), 'data': (5, 'B'), 'ident_version': (6, 'B'), 'osabi': (7, 'B'), 'abiversion': (8, 'B'),
          'pad': (9, 'B'), 'type': (16, 'H'), 'machine': (18, 'H'), 'version': (20, 'I'), 'entry': (24, 'Q'),
          'phoff': (32, 'Q'), 'shoff': (40, 'Q'), 'flags': (48, 'I'), 'ehsize': (52, 'H'), 'phentsize': (54, 'H'),
          'phnum': (56, 'H'), 'shentsize': (58, 'H'), 'shnum': (60, 'H'), 'shstrndx': (62, 'H')}
SEGMENT = {'type': (0, 'I'), 'flags': (4, 'I'), 'offset': (8, 'Q'), 'vaddr': (16, 'Q'), 'paddr': (24, 'Q'),
           'filesz': (32, 'Q'), 'memsz': (40, 'Q'), 'align': (48, 'Q')}


class Fields:
    """Fields of a record as attributes: reading and writing them reads and writes the file."""

    def __init__(self, image, at, fields):
        self.__dict__.update(_image=image, _at=at, _fields=fields)

    def __getattr__(self, name):
        offset, code = self._fields[name]
        return struct.unpack_from('<' + code, self._image, self._at + offset)[0]

    def __setattr__(self, name, value):
        offset, code = self._fields[name]
        bits = 8 * struct.calcsize(code)
        struct.pack_into('<' + code, self._image, self._at + offset, value % (1 << bits))


class File:
    def __init__(self, data):
        self.image = bytearray(data)
        self.header = Fields(self.image, 0, HEADER)

    def segments(self, kind=None):
        """The program headers of one type, or all."""
        every = [Fields(self.image, self.header.phoff + 56 * i, SEGMENT) for i in range(self.header.phnum)]
        return [s for s in every if kind is None or s.type == kind]

    def segment(self, kind):
        return self.segments(kind)[0]

    def loads(self):
        return self.segments(PT_LOAD)

    def offset_of(self, address):
        for load in self.loads():
            if load.vaddr <= address < load.vaddr + load.filesz:
                return address - load.vaddr + load.offset
        raise ValueError(hex(address))

    def append(self, data):
        """Puts bytes behind the file, and gives their offset."""
        self.image.extend(bytes(-len(self.image) % 8))
        at = len(self.image)
        self.image.extend(data)
        return at

    def dynamic(self):
        """(offset, tag, value) of each entry up to and with DT_NULL."""
        at = self.segment(PT_DYNAMIC).offset
        while True:
            tag, value = struct.unpack_from('<QQ', self.image, at)
            yield at, tag, value
            if tag == 0:
                return
            at += 16

    def value(self, wanted):
        return next(value for _, tag, value in self.dynamic() if tag == wanted)

    def set(self, wanted, value):
        """Changes the value of each entry of a tag; adds one before the spare entries if there is none."""
        places = [at for at, tag, _ in self.dynamic() if tag == wanted]
        if not places:
            self.add(wanted, value)
        for at in places:
            struct.pack_into('<Q', self.image, at + 8, value % (1 << 64))

    def add(self, tag, value):
        end = [at for at, each, _ in self.dynamic() if each == 0][0]
        if end + 32 > self.segment(PT_DYNAMIC).offset + self.segment(PT_DYNAMIC).filesz:
            raise ValueError('no spare entry: link with --spare-dynamic-tags')
        struct.pack_into('<QQ', self.image, end, tag, value % (1 << 64))

    def rename(self, wanted, tag):
        """Gives the entries of a tag another one; 0x6ffffef4 is one that no loader knows."""
        places = [at for at, each, _ in self.dynamic() if each == wanted]
        if not places:
            raise ValueError(f'no entry {wanted:#x}')
        for at in places:
            struct.pack_into('<Q', self.image, at, tag)

    def drop(self, wanted):
        self.rename(wanted, 0x6ffffef4)

    def word(self, address, code='<I'):
        return struct.unpack_from(code, self.image, self.offset_of(address))[0]

    def put(self, address, value, code='<I'):
        struct.pack_into(code, self.image, self.offset_of(address), value)
