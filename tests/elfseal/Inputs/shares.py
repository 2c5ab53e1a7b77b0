"""shares.py PICTURE.png PAGE.html PROCESS.json: what a browser makes of the page, in pixels.

The bar under the sums is of the colours that the page's style names, in the shares that the mappings have; and each
piece of the map is there, as wide as its size asks for.
"""

import itertools
import json
import re
import struct
import sys
import zlib


def read_png(path):
    """Rows of 8-bit RGB or RGBA pixels (PNG specification, sections 7 and 9)."""
    with open(path, 'rb') as file:
        data = file.read()
    at, packed = 8, b''
    while at < len(data):
        size, kind = struct.unpack('>I4s', data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b'IHDR':
            width, height, depth, color = struct.unpack('>IIBB', body[:10])
        packed += body if kind == b'IDAT' else b''
        at += size + 12
    step = {2: 3, 6: 4}[color]
    assert depth == 8
    raw, stride = zlib.decompress(packed), width * step
    previous = bytearray(stride)
    for row in range(height):
        start = row * (stride + 1)
        how, line = raw[start], bytearray(raw[start + 1:start + 1 + stride])
        for i in range(stride):
            left = line[i - step] if i >= step else 0
            up, corner = previous[i], previous[i - step] if i >= step else 0
            if how == 4:  # Paeth: the neighbour that is nearest to left + up - corner
                guess = min((abs(up - corner), 0, left), (abs(left - corner), 1, up),
                            (abs(left + up - 2 * corner), 2, corner))[2]
            else:
                guess = (0, left, up, (left + up) // 2)[how]
            line[i] = (line[i] + guess) & 255
        yield [tuple(line[i:i + 3]) for i in range(0, stride, step)]
        previous = line


with open(sys.argv[2], encoding='utf-8') as file:
    style = dict(re.findall(r'--(sealed|open|writable): #(\w{6});', file.read().split('prefers-color-scheme')[0]))
with open(sys.argv[3]) as file:
    mappings = json.load(file)['processes'][0]['mappings']
colours = {tuple(bytes.fromhex(value)): name for name, value in style.items()}
size = {'sealed': 0, 'open': 0}
for mapping in mappings:
    word = 'sealed' if mapping['sealed'] else 'open' if mapping['open'] else None
    if word:
        size[word] += int(mapping['end'], 16) - int(mapping['begin'], 16)

bar, pieces = None, {'sealed': 0, 'open': 0, 'writable': 0}
for row in read_png(sys.argv[1]):
    runs = [(colours.get(colour), len(list(same))) for colour, same in itertools.groupby(row)]
    names = [name for name, length in runs if name]
    width = sum(length for name, length in runs if name)
    if names == ['sealed', 'open'] and width > 1000:  # of 1280
        bar = {name: length for name, length in runs if name}
    for name in set(names):
        pieces[name] += 1
if not bar:
    sys.exit('there is no bar')
for name in size:
    wanted, got = size[name] / sum(size.values()), bar[name] / sum(bar.values())
    if abs(wanted - got) > 0.01:
        sys.exit(f'{name}: {got:.3f} of the bar, {wanted:.3f} of the bytes')
if min(pieces.values()) < 24:  # the height of a piece of the map
    sys.exit(f'rows with each colour: {pieces}')
print('as the mappings are')
