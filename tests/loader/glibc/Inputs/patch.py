"""patch.py FILE build-id | size SYMBOL | value SYMBOL OFFSET | stored SYMBOL NUMBER | text FROM TO: changes FILE so that it looks like
another build.

build-id flips the GNU build-id; size gives a dynamic symbol eight bytes more; value adds 8 to the word that lies OFFSET behind a
dynamic symbol; stored has the code store another NUMBER in the variable of that name; text replaces a string of the same length.
"""

import struct
import sys

path, what, *arguments = sys.argv[1:]
with open(path, 'r+b') as file:
    image = bytearray(file.read())
    (shoff,) = struct.unpack_from('<Q', image, 40)
    (shnum,) = struct.unpack_from('<H', image, 60)
    sections = [struct.unpack_from('<IIQQQQII', image, shoff + 64 * i) for i in range(shnum)]
    changed = 0
    if what == 'build-id':
        at = image.index(struct.pack('<III', 4, 20, 3) + b'GNU\0') + 16
        for i in range(at, at + 20):
            image[i] ^= 0xff
        changed = 1
    elif what in ('size', 'value', 'stored'):
        table = next(section for section in sections if section[1] == 11)  # SHT_DYNSYM
        strings = sections[table[6]]
        for symbol in range(table[4], table[4] + table[5], 24):
            name = strings[4] + struct.unpack_from('<I', image, symbol)[0]
            if image[name:image.index(b'\0', name)].decode() == arguments[0]:
                value, size = struct.unpack_from('<QQ', image, symbol + 8)
                if what == 'size':
                    struct.pack_into('<Q', image, symbol + 16, size + 8)
                elif what == 'stored':
                    for code in (s for s in sections if s[2] & 4):  # SHF_EXECINSTR
                        for at in range(code[4], code[4] + code[5] - 10):
                            opcode, displacement = struct.unpack_from('<Hi', image, at)
                            if opcode == 0x05c7 and at - code[4] + code[3] + 10 + displacement == value:  # movl $NUMBER, SYMBOL(%rip)
                                struct.pack_into('<I', image, at + 6, int(arguments[1]))
                                changed += 1
                    continue
                else:
                    place = next(s[4] + value - s[3] for s in sections if s[3] and s[3] <= value < s[3] + s[5]) + int(arguments[1])
                    (word,) = struct.unpack_from('<I', image, place)
                    struct.pack_into('<I', image, place, word + 8)
                changed += 1
    elif what == 'text':
        old, new = (argument.encode() for argument in arguments)
        assert len(old) == len(new)
        changed = image.count(old)
        image = image.replace(old, new)
    assert changed, 'nothing to change'
    file.seek(0)
    file.write(image)
