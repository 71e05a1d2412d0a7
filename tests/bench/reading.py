#!/usr/bin/env python3
"""Times the reading of a large canonical diary and prints the rows for docs/benchmarks.md, section Reading.

`culprit convert` in turn with peers that read the same file and parse its dates: data.table's fread
in R and pandas in Python, each where it is installed. Whole processes, one thread each; medians of
CPU seconds, which say less about other work on the machine than wall seconds do.
"""

import argparse
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FREAD = ('library(data.table); setDTthreads(1); d <- fread(commandArgs(TRUE)[1], colClasses=list(character="date")); '
         'd[, date := as.IDate(date)]')
PANDAS = 'import sys, pandas; pandas.read_csv(sys.argv[1], parse_dates=["date"])'


def repeat(path, megabytes, days):
    """So many days of 500 foods, again and again, to that size."""
    generator = pathlib.Path(__file__).with_name("gen_diary.py")
    text = subprocess.run([sys.executable, generator, str(days), "500"], stdout=subprocess.PIPE, check=True).stdout
    header, rows = text.split(b"\n", 1)
    with open(path, "wb") as out:
        out.write(header + b"\n")
        while out.tell() < megabytes * 1_000_000:
            out.write(rows)


def run(command):
    """CPU seconds and peak memory [MB] of one run, by a process so small that its own memory does not show."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.NamedTemporaryFile() as figures:
        subprocess.run(["/usr/bin/time", "-o", figures.name, "-f", "%M", *command],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        kilobytes = figures.read().split()[-1]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, int(kilobytes) / 1024


def peers(diary):
    found = []
    if shutil.which("Rscript") and subprocess.run(["Rscript", "-e", "library(data.table)"],
                                                  capture_output=True).returncode == 0:
        found.append(("R: `fread`, `as.IDate`", ["Rscript", "-e", FREAD, diary]))
    python = "/usr/bin/python3"
    if subprocess.run([python, "-c", "import pandas"], capture_output=True).returncode == 0:
        found.append(("pandas: `read_csv(parse_dates=…)`", [python, "-c", PANDAS, diary]))
    return found


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=str(ROOT / "build/measure/culprit"))
    options.add_argument("--megabytes", type=int, default=100)
    options.add_argument("--days", type=int, default=3650, help="after which the file begins again")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--alone", action="store_true", help="without the peers")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        diary = os.path.join(folder, "diary.csv")
        repeat(diary, chosen.megabytes, chosen.days)
        commands = [("`culprit convert`", [chosen.program, "convert", diary])]
        commands += [] if chosen.alone else peers(diary)
        runs = [[run(command) for _, command in commands] for _ in range(chosen.rounds)]
        megabytes = os.path.getsize(diary) / 1e6
    print("| reader | file | CPU | CPU ÷ culprit, paired | peak memory |\n| --- | --- | --- | --- | --- |")
    for i, (name, _) in enumerate(commands):
        cpu = statistics.median(r[i][0] for r in runs)
        ratio = statistics.median(r[i][0] / r[0][0] for r in runs)
        print(f"| {name} | {megabytes:.0f} MB | {cpu:.2f} s | {ratio:.2f} × | {max(r[i][1] for r in runs):.0f} MB |",
              flush=True)


main()
