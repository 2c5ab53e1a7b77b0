"""sarif.py LOG: fails unless a SARIF log holds together; prints whether all went well, what did not, and a line a result."""

import json
import sys

with open(sys.argv[1]) as file:
    log = json.load(file)
assert log['version'] == '2.1.0' and log['$schema'].endswith('sarif-schema-2.1.0.json')
(run,) = log['runs']
rules = run['tool']['driver']['rules']
assert len({rule['id'] for rule in rules}) == len(rules)
assert all(rule['help']['text'] and rule['shortDescription']['text'] for rule in rules)
fingerprints = [result['partialFingerprints']['primaryLocationLineHash'] for result in run['results']]
assert len(set(fingerprints)) == len(fingerprints)
(invocation,) = run['invocations']
print('successful', invocation['executionSuccessful'])
for notification in invocation['toolExecutionNotifications']:
    assert notification['level'] == 'error'
    print(notification['message']['text'])
for result in run['results']:
    rule = rules[result['ruleIndex']]
    assert rule['id'] == result['ruleId'] and result['level'] == rule['defaultConfiguration']['level']
    (location,) = result['locations']
    place = location['physicalLocation']
    assert place['region'] == {'startLine': 1}
    print(place['artifactLocation']['uri'], result['level'], f"{rule['id']}:", result['message']['text'])
