"""Makes a chain of libraries, each of which needs the next: long-chain.py FIRST LAST COUNT FOLDER

FIRST is a library named 000000.so that needs 000001.so, LAST one named 000001.so that needs none. The others are FIRST
with other numbers.
"""

import os
import shutil
import sys

first, last, count, folder = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)
with open(first, 'rb') as file:
    image = file.read()
for number in range(count):
    text = image.replace(b'000001.so', b'needed.so').replace(b'000000.so', b'%06d.so' % number)
    text = text.replace(b'needed.so', b'%06d.so' % (number + 1))
    with open(os.path.join(folder, f'{number:06}.so'), 'wb') as file:
        file.write(text)
with open(last, 'rb') as file:
    image = file.read()
with open(os.path.join(folder, f'{count:06}.so'), 'wb') as file:
    file.write(image.replace(b'000001.so', b'%06d.so' % count))
