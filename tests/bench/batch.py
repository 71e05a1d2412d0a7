#!/usr/bin/env python3
"""Times batches beside their peers; see --help.

Writes the section *Batches* of docs/benchmarks.md. Needs CULPRIT_REFERENCE_DIR, a folder with
bench/gen_diary.py, bench/peer_pandas.py and bench/peer_r.R, and what these need.
"""

import argparse
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from timing import run, seconds, table  # noqa: E402  (beside this script)

ROOT = pathlib.Path(__file__).resolve().parents[2]
PEOPLE, DAYS, FOODS = 1000, 180, 40


def commands_of(program, peers, cohort, folder):
    out = os.path.join(folder, "out")
    batch = [program, "batch", cohort, "-q", "-o", out]
    return {
        "`culprit batch --threads 1`": [*batch, "--threads", "1"],
        "`culprit batch --threads 2`": [*batch, "--threads", "2"],
        "`culprit batch --threads 1 --level food`": [*batch, "--threads", "1", "--level", "food"],
        "`culprit pool --threads 1`": [program, "pool", cohort, "-q", "-f", "json", "-o", out,
                                       "--threads", "1"],
        "pandas, numpy: the scan alone": ["/usr/bin/python3", str(peers / "peer_pandas.py"), cohort,
                                          "--mode", "expert", "--cohort", "--perms", "500", "-o", out],
        "R, data.table: the scan alone": ["Rscript", str(peers / "peer_r.R"), cohort, "expert", "500",
                                          "7", out, "cohort"],
    }


def section(program, peers, rounds, folder):
    cohort = os.path.join(folder, "cohort.csv")
    subprocess.run(["/usr/bin/python3", peers / "gen_diary.py", "--subjects", str(PEOPLE), "--days",
                    str(DAYS), "--foods", str(FOODS), "--seed", "1", "--long", cohort], check=True)
    commands = commands_of(program, peers, cohort, folder)
    runs = [{name: run(command) for name, command in commands.items()} for _ in range(rounds)]
    first, second = list(commands)[:2]
    rows = []
    for name in commands:
        wall, cpu, memory = (statistics.median(each[name][i] for each in runs) for i in range(3))
        ratio = statistics.median(each[name][1] / each[first][1] for each in runs)
        rows.append([name, seconds(wall), seconds(cpu), seconds(cpu / PEOPLE), f"{memory:.0f} MB",
                     f"{ratio:.2f} ×"])
    speed_up = statistics.median(each[first][0] / each[second][0] for each in runs)
    return f"""
## Batches

`tests/bench/batch.py --rounds {rounds}`: {PEOPLE} people, {DAYS} days × {FOODS} foods each, one file of \
{os.path.getsize(cohort) / 1e6:.0f} MB, {os.cpu_count()} cores, medians of whole processes in turn. The peers do
the scan with permutations only: no adjustment, no noise model, no joint stage, no ingredients and groups. Two threads
are {speed_up:.2f} × as fast as one.

{table(["program", "wall", "CPU", "CPU per diary", "peak memory", "CPU ÷ first row, paired"], rows)}"""


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=ROOT / "build/release/culprit")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--output", type=pathlib.Path, default=ROOT / "docs/benchmarks.md")
    chosen = options.parse_args()
    reference = os.environ.get("CULPRIT_REFERENCE_DIR")
    if not reference:
        print("skipped: CULPRIT_REFERENCE_DIR is not set")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        made = section(str(chosen.program), pathlib.Path(reference) / "bench", chosen.rounds, folder)
    text = chosen.output.read_text(encoding="utf-8")
    without = re.sub(r"\n## Batches\n.*?(?=\n## |\Z)", "", text, flags=re.DOTALL)
    chosen.output.write_text(without.rstrip("\n") + "\n" + made, encoding="utf-8")


main()
