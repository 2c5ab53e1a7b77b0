"""For gdb, on libc's debug file: prints `STRUCTURE SIZE` of the three structures, and `NAME BIT-OFFSET BITS` of each of their scalars."""

import gdb


def show(kind, name, bit):
    kind = kind.strip_typedefs()
    if kind.code in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION):
        for field in kind.fields():
            if not hasattr(field, 'bitpos'):
                continue
            path = f'{name}.{field.name}' if field.name else name
            if field.bitsize:
                print(path, bit + field.bitpos, field.bitsize)
            else:
                show(field.type, path, bit + field.bitpos)
    elif kind.code == gdb.TYPE_CODE_ARRAY and kind.target().sizeof > 1:
        for i in range(kind.range()[1] + 1):
            show(kind.target(), f'{name}[{i}]', bit + 8 * i * kind.target().sizeof)
    else:
        print(name, bit, 8 * kind.sizeof)


for structure in ('pthread', 'rtld_global', 'rtld_global_ro'):
    found = gdb.lookup_type(f'struct {structure}')
    print(structure, found.sizeof)
    show(found, structure, 0)
