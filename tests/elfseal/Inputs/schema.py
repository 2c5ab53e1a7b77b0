"""schema.py SCHEMA DOCUMENT: fails unless the JSON document is as the JSON Schema says. Fields that the schema does not
name fail, too: readers may meet some from later versions, but this version's are all described."""

import json
import sys

import jsonschema


def closed(schema):
    """The same schema without room for further fields."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: closed(value) for key, value in schema.items()}
    if 'properties' in result and 'required' in result:
        result['additionalProperties'] = False
    return result


with open(sys.argv[1]) as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
with open(sys.argv[2]) as file:
    document = json.load(file)
errors = list(jsonschema.Draft202012Validator(closed(schema)).iter_errors(document))
for error in errors[:10]:
    print('/'.join(map(str, error.absolute_path)), error.message)
print(f'{len(errors)} errors')
sys.exit(bool(errors))
