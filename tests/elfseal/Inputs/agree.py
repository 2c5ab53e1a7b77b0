"""agree.py REPORT.json PROCESS.json: do the loader's report and `elfseal --process --json` say the same?

Each range of the report lies in mappings that are sealed if it is, and what is sealed is in the report. Where a range
begins a mapping both say of what kind it is, in the same words, but for what the kernel does not tell elfseal:
memory that belongs to no file. Prints the kinds that were compared.
"""

import json
import sys

with open(sys.argv[1]) as file:
    report = [json.loads(line) for line in file]
with open(sys.argv[2]) as file:
    mappings = json.load(file)['processes'][0]['mappings']
wrong, kinds = [], set()
page_of = {}
for mapping in mappings:
    for page in range(int(mapping['begin'], 16), int(mapping['end'], 16), 4096):
        page_of[page] = mapping

reported = set()
for item in report:
    pages = range(int(item['start'], 16), int(item['end'], 16), 4096)
    if item['sealed']:
        reported.update(pages)
    if any(page_of[page]['sealed'] != item['sealed'] for page in pages):
        wrong.append(f'sealed or not: {item}')
    mapping = page_of[pages[0]]
    if mapping['begin'] != item['start'] or mapping['kind'] == 'anonymous':
        continue
    if mapping['kind'] != item['kind']:
        wrong.append(f"{mapping['kind']} for elfseal: {item}")
    kinds.add(mapping['kind'])
wrong += [f'not in the report: {page:#x}' for page, mapping in page_of.items()
          if mapping['sealed'] and page not in reported]
wrong += [f'sealed or a reason: {mapping}' for mapping in mappings if mapping['sealed'] == ('reason' in mapping)]
print(*wrong, sep='\n')
print('same words for:', ', '.join(sorted(kinds)))
sys.exit(bool(wrong))
