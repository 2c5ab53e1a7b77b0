"""check-page.py PAGE.html PROCESS.json: does the page show what the JSON says of the same process, and is it sound?

Every tag is closed, nothing comes from elsewhere, nothing runs, and each mapping has its row, under its file's name,
and its piece of the map, of its state's class.
"""

import html.parser
import json
import sys

VOID = {'meta', 'br', 'img', 'link', 'input'}
ALLOWED = {'html', 'head', 'meta', 'title', 'style', 'body', 'main', 'section', 'header', 'footer', 'h1', 'h2', 'p', 'div',
           'span', 'b', 'small', 'bdi', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td'}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.rows, self.pieces, self.path = [], [], [], ''

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag not in ALLOWED or any(name.startswith('on') or name == 'src' for name in attributes):
            sys.exit(f'not of the page: {tag} {attributes}')
        if not attributes.get('href', '#').startswith('#'):
            sys.exit(f'leads elsewhere: {attributes}')
        if tag not in VOID:
            self.open.append(tag)
        if tag == 'tr':
            self.rows.append([self.path])
        if tag in ('td', 'th'):
            self.rows[-1].append('')
        if '--n' in attributes.get('style', ''):
            self.pieces.append((attributes['title'].split()[0], attributes['class']))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            sys.exit(f'out of order: </{tag}>')

    def handle_data(self, data):
        if 'style' in self.open and ('url(' in data or '@import' in data):
            sys.exit('the style loads something')
        if 'td' in self.open:
            self.rows[-1][-1] += data
        elif 'tbody' in self.open and 'th' in self.open:
            self.path = data


with open(sys.argv[1], encoding='utf-8') as file:
    text = file.read()
with open(sys.argv[2]) as file:
    mappings = json.load(file)['processes'][0]['mappings']
page = Page()
page.feed(text)
if page.open or not text.startswith('<!doctype html>'):
    sys.exit(f'not closed: {page.open}')


def state(mapping):
    word = 'writable' if mapping['permissions'][1] == 'w' else 'other'
    return 'sealed' if mapping['sealed'] else 'open' if mapping['open'] else word


def addresses(mapping):
    return f"{int(mapping['begin'], 16):012x}-{int(mapping['end'], 16):012x}"


rows = [[row[0], row[1], row[2], *row[4:]] for row in page.rows if len(row) == 7 and '-' in row[1]]
expected = [[m['path'] or 'anonymous', addresses(m), m['permissions'], m['kind'], state(m), m.get('reason', '')]
            for m in mappings]
for row, right in zip(rows, expected):
    if row != right:
        sys.exit(f'{row}\n{right}')
if len(rows) != len(expected) or page.pieces != [(addresses(m), state(m)) for m in mappings]:
    sys.exit('the map and the table differ from the JSON')
print(f'{len(rows)} mappings agree')
