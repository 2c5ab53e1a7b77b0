"""count.py [--more-failures=N] [--note=TEXT] [--installed] LIT.json UNITS.xml: adds up what lit and ctest reported.

Prints why tests were skipped, then 'N passed, N failed, N skipped' alone on the last line. The status is
0 only when something passed and nothing failed; a report that is missing counts as a failure. With --installed all packages
are there: a test that was skipped counts as failed, unless it lacks what the machine, its kernel or its network must give.
"""

import argparse
import collections
import json
import os
import re
import sys
import xml.etree.ElementTree

FROM_THE_MACHINE = {'known-processor', 'late-executable-stacks', 'mseal', 'namespaces', 'other-suites', 'perf', 'root',
                    'security-attributes', 'setuid', 'terminals'}

parser = argparse.ArgumentParser()
parser.add_argument('--more-failures', type=int, default=0)
parser.add_argument('--note', default='', help='printed before the last line')
parser.add_argument('--installed', action='store_true')
parser.add_argument('lit')
parser.add_argument('units')
options = parser.parse_args()

passed, failed, skipped = 0, options.more_failures, 0
failures, reasons = [], collections.Counter()

if os.path.exists(options.lit):
    with open(options.lit) as file:
        for test in json.load(file)['tests']:
            if test['code'] in ('PASS', 'XFAIL', 'FLAKYPASS'):
                passed += 1
            elif test['code'] in ('UNSUPPORTED', 'SKIPPED'):
                reason = re.search('required feature\\(s\\): ([^\\n]*)|unavailable features: ([^\\n]*)',
                                   test['output'])
                wants = next(filter(None, reason.groups())) if reason else ''
                if options.installed and set(wants.split(', ')) - FROM_THE_MACHINE - {''}:
                    failed += 1
                    failures.append(f"{test['name']} was skipped: it wants {wants}")
                    continue
                skipped += 1
                reasons['wants ' + wants if wants else test['output'].strip()] += 1
            else:
                failed += 1
                failures.append(test['name'])
else:
    failed += 1
    failures.append('the lit suite did not run')

cases = list(xml.etree.ElementTree.parse(options.units).iter('testcase')) if os.path.exists(options.units) else []
if cases:
    for case in cases:
        status = case.get('status')
        if status in ('run', 'passed'):
            passed += 1
        elif status in ('notrun', 'disabled', 'skipped'):
            skipped += 1
            reasons['disabled unit test'] += 1
        else:
            failed += 1
            failures.append('unit test ' + case.get('name'))
else:
    failed += 1
    failures.append('the unit tests did not run')

for reason, count in sorted(reasons.items()):
    print(f'skipped {count}: {reason}')
for name in failures:
    print(f'failed: {name}')
print(options.note, end='')
print(f'{passed} passed, {failed} failed, {skipped} skipped')
sys.exit(failed > 0 or passed == 0)
