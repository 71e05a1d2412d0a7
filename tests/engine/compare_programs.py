#!/usr/bin/env python3
"""compare_programs.py OLD NEW [--seeds N]: fails unless two programs say the same of simulated diaries.

The same: verdicts, findings, the order of rows and every sentence; numbers within 1e-5 of their size,
effects within 1e-5 points. Probabilities up to 1e-5, and what is sorted by them alone, may differ.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

SHAPES = {
    "plain": [],
    "long": ["--days", "500", "--n-foods", "60"],
    "clock": ["--clock-times", "--ratings-per-day", "2", "--days", "120"],
    "doses": ["--doses", "--days", "250"],
    "null": ["--n-triggers", "0", "--n-protective", "0"],
    "gaps": ["--unlogged", "0.3", "--unrated", "0.2", "--season", "1"],
    "together": ["--n-clusters", "3", "--together", "0.9", "--days", "240"],
    "life": ["--stress", "1", "--avoidance", "0.3", "--treatment", "1", "--days", "300"],
    "floor": ["--level", "1.5", "--weekend", "1", "--trend", "0.01"],
    "short": ["--days", "45", "--n-foods", "15"],
}
RANKS = {"clock": [["--lags", "0..6h,6..24h,24..72h"]], "plain": [["--level", "food"], ["--fdr", "0.3"]]}
LEAST = 1e-5


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stdout


def differences(old, new, where=""):
    """Yields places and values that are not the same."""
    if isinstance(old, dict) and isinstance(new, dict) and list(old) == list(new):
        for key in old:
            yield from differences(old[key], new[key], f"{where}.{key}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (a, b) in enumerate(zip(old, new)):
            yield from differences(a, b, f"{where}[{number}]")
    elif isinstance(old, (int, float)) and isinstance(new, (int, float)):
        is_probability = ".p" in where.rsplit("]", 1)[-1]
        if is_probability and max(old, new) <= LEAST:
            return
        if abs(old - new) > LEAST * max(abs(old), abs(new), 0 if is_probability else 1):
            yield where, old, new
    elif old != new:
        yield where, old, new


def without_rare(answer):
    """The answer with the rows of no probability by name: their order is that of rounding."""
    rows = answer["foods"]
    first = next((i for i, row in enumerate(rows) if not row["finding"] and (row["probability"] or 0) <= LEAST),
                 len(rows))
    rows[first:] = sorted(rows[first:], key=lambda row: (row["level"], row["name"]))
    for row in rows[first:]:
        del row["rank"]
    return answer


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    compared = different = 0
    with tempfile.TemporaryDirectory() as folder:
        diary = str(pathlib.Path(folder) / "diary.csv")
        for shape, words in SHAPES.items():
            for seed in range(1, options.seeds + 1):
                if run(options.new, "simulate", "--seed", str(seed), *words, "-o", diary)[0] != 0:
                    sys.exit(f"{shape}, seed {seed}: no diary")
                for rank in [[], *RANKS.get(shape, [])]:
                    answers = [run(p, "rank", "-f", "json", *rank, diary) for p in (options.old, options.new)]
                    compared += 1
                    if answers[0] == answers[1]:
                        continue
                    (old_code, old), (new_code, new) = answers
                    found = [("exit code", old_code, new_code)] if old_code != new_code else list(
                        differences(without_rare(json.loads(old)), without_rare(json.loads(new))))
                    for where, a, b in found[:5]:
                        print(f"{shape}, seed {seed} {' '.join(rank)}: {where}: {a} -> {b}")
                    different += 1 if found else 0
    print(f"{compared} answers compared, {different} differ")
    sys.exit(1 if different else 0)


main()
