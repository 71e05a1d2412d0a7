"""Public tables that are no diaries: `rank` refuses them all, `check` calls no column a food or a rating.

    CULPRIT_TABLES_DIR=FOLDER python3 -B tests/diary/score_tables.py CULPRIT

FOLDER holds any of
  polluted_files/csv, survey_sample/csv, survey/csv   github.com/HPI-Information-Systems/Pollock
  CSV, CSV_Wrangling, W3C-CSVW                        github.com/ws-garcia/CSVsniffer

Exit 0 = so it is, 1 = it is not, 77 = no set is there. A table with a column of foods or ratings is
listed with the column and the reason of its role, one that takes more than a minute by its name.
"""

import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys

SETS = ("polluted_files/csv", "survey_sample/csv", "survey/csv", "CSV", "CSV_Wrangling", "W3C-CSVW")
SUSPECT = ("food", "foods", "severity", "symptom")


def run(command, path):
    try:
        return subprocess.run([sys.argv[1], command, "-f", "json", path], capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return None


def look_at(path):
    """What is wrong with how the program takes the table."""
    rank = run("rank", path)
    if rank is None:
        return ["rank takes more than a minute"]
    faults = [] if rank.returncode == 65 else [f"rank exits with {rank.returncode}"]
    check = run("check", path)
    if check is None or check.returncode not in (0, 65):
        return [*faults, "check fails"]
    if check.returncode == 0:
        faults += [f"{column['role']} {column['name']!r}: {column['reason']}"
                   for file in json.loads(check.stdout)["files"] for column in file["columns"]
                   if column["role"] in SUSPECT]
    return faults


def main():
    folder = pathlib.Path(os.environ.get("CULPRIT_TABLES_DIR") or "/nonexistent")
    found = 0
    bad = 0
    for name in SETS:
        paths = sorted(path for path in folder.joinpath(name).rglob("*") if path.is_file())
        kinds = collections.Counter()
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as threads:
            for path, faults in zip(paths, threads.map(look_at, paths)):
                for fault in faults:
                    print(f"{path}: {fault}")
                    kinds[fault.split()[0]] += 1
        if paths:
            print(f"{name}: {len(paths)} tables, faults: {dict(kinds) or 'none'}", flush=True)
        found += len(paths)
        bad += sum(kinds.values())
    if not found:
        print("skipped: CULPRIT_TABLES_DIR holds none of the sets")
        return 77
    return 1 if bad else 0


sys.exit(main())
