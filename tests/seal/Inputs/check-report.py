"""check-report.py REPORT.json SMAPS: do the loader's report and the kernel's agree?

Each line of the report holds "object", "start" and "end" (hexadecimal strings), "kind", "sealed" and, where that is
false, "reason". What it calls sealed must be so in smaps, and what smaps calls sealed must be in the report.
"""

import json
import re
import sys

report_path, smaps_path = sys.argv[1:]
sealed_pages, kernel = set(), {}
with open(smaps_path) as file:
    for line in file:
        header = re.match('([0-9a-f]+)-([0-9a-f]+) ', line)
        if header:
            start, end = (int(group, 16) for group in header.groups())
        elif line.startswith('VmFlags:'):
            kernel[start, end] = ' sl' in line
            if ' sl' in line:
                sealed_pages.update(range(start, end, 4096))

reported, bad = set(), 0
with open(report_path) as file:
    for line in file:
        entry = json.loads(line)
        missing = {'object', 'start', 'end', 'kind', 'sealed'} - entry.keys()
        if missing or not entry['sealed'] and not entry.get('reason'):
            bad += 1
            print(f'incomplete: {line.strip()}')
            continue
        pages = set(range(int(entry['start'], 16), int(entry['end'], 16), 4096))
        if entry['sealed']:
            reported |= pages
            if not pages <= sealed_pages:
                bad += 1
                print(f'not sealed in the kernel: {line.strip()}')
        elif pages & sealed_pages:
            bad += 1
            print(f'sealed in the kernel: {line.strip()}')
if sealed_pages - reported:
    bad += 1
    print('sealed and not reported:', ' '.join(f'{page:#x}' for page in sorted(sealed_pages - reported)))
print('disagrees' if bad or not reported else 'agrees')
sys.exit(bad > 0)
