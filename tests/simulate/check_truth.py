"""Holds the truth of simulated diaries to its schema.

Usage: check_truth.py CULPRIT SCHEMA. Exits 77 (skipped) without the jsonschema module.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print("skipped: the python module jsonschema is missing (package python3-jsonschema)")
    sys.exit(77)

CASES = [
    [],
    ["--n-triggers", "0", "--n-protective", "0"],
    ["--seed", "18446744073709551615", "--kernel", "delayed", "--doses", "--clock-times",
     "--ratings-per-day", "2", "--stress", "0.6", "--hidden-stress", "--trend", "-2",
     "--scale", "-5..5", "--level", "-1", "--n-clusters", "2"],
]


def main():
    program, schema = sys.argv[1], json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    with tempfile.TemporaryDirectory() as folder:
        truth = pathlib.Path(folder) / "truth.json"
        for case in CASES:
            subprocess.run([program, "simulate", "--truth", truth, *case], check=True,
                           stdout=subprocess.DEVNULL)
            value = json.loads(truth.read_text(encoding="utf-8"))
            jsonschema.validate(value, schema)
            for key in value:
                worse = {**value, key: "surprise"}
                assert not jsonschema.Draft202012Validator(schema).is_valid(worse), key
            assert not jsonschema.Draft202012Validator(schema).is_valid({**value, "more": 1})
    print(f"{len(CASES)} truths hold")


main()
