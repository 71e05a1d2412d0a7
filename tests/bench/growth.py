#!/usr/bin/env python3
"""growth.py --program PROGRAM [--rounds 3] [--small]: how the time of `rank` grows with a diary.

Each series makes one thing of a diary larger and leaves the rest alone. Printed are the least CPU
time of the rounds, the peak memory, and the exponent of the growth from the row before:
log(time ratio) / log(size ratio), so that 1 is linear. `--small` is a quick look that the script
works; its times say nothing.
"""

import argparse
import datetime
import math
import os
import random
import sys
import tempfile

import timing

HEADER = "date,time,type,name,amount\n"


def day_of(index):
    return (datetime.date(1970, 1, 1) + datetime.timedelta(days=index)).isoformat()


def diary(days, foods, eaten, readings=1):
    """A long diary: `eaten` of `foods` foods on each day, `readings` ratings spread over it."""
    source = random.Random(days * 31 + foods)
    yield HEADER
    rating = 0.0
    for index in range(days):
        day = day_of(index)
        for food in source.sample(range(foods), min(eaten, foods)):
            yield f"{day},12:00,food,food {food:06d},\n"
        for k in range(readings):
            rating = 0.9 * rating + source.random() - 0.5
            minute = 24 * 60 * k // readings + 5
            shown = min(10.0, max(0.0, 4 + rating))
            yield f"{day},{minute // 60:02d}:{minute % 60:02d},severity,eczema,{shown:.1f}\n"


def distinct_names(names):
    """Half a year in which every food entry has a name of its own."""
    days = 180
    yield HEADER
    source = random.Random(names)
    for index in range(days):
        day = day_of(index)
        for k in range(index * names // days, (index + 1) * names // days):
            yield f"{day},12:00,food,dish {k:06d},\n"
        yield f"{day},21:00,severity,eczema,{source.randrange(11)}\n"


def wide(columns):
    """A table with a column for each food, 100 days."""
    source = random.Random(columns)
    names = [f"food {k:05d}" for k in range(columns)]
    yield "date,eczema," + ",".join(names) + "\n"
    for index in range(100):
        cells = ("1" if source.random() < 0.2 else "" for _ in names)
        yield f"{day_of(index)},{source.randrange(11)}," + ",".join(cells) + "\n"


SERIES = [
    ("days, 40 foods", (2500, 5000, 10000, 20000), lambda n: diary(n, 40, 8), []),
    ("foods, 365 days", (625, 1250, 2500, 5000), lambda n: diary(365, n, n // 10), []),
    ("distinct foods, 180 days", (12500, 25000, 50000, 100000), distinct_names, []),
    ("readings a day, 180 days × 40 foods", (6, 12, 25, 50), lambda n: diary(180, 40, 8, n), []),
    ("columns, 100 days", (1250, 2500, 5000, 10000), wide, ["--foods"]),
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--small", action="store_true")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for label, sizes, make, named in SERIES:
            before = None
            for size in (size // 10 + 2 for size in sizes) if options.small else sizes:
                path = os.path.join(folder, "diary.csv")
                lines = list(make(size))
                with open(path, "w", encoding="utf-8") as file:
                    file.writelines(lines)
                command = [options.program, "rank", path, "-f", "json", "-q", "--level", "food"]
                if named:
                    command += ["--foods", ",".join(lines[0].strip().split(",")[2:])]
                runs = [timing.run(command) for _ in range(options.rounds)]
                cpu = min(run[1] for run in runs)
                memory = max(run[2] for run in runs)
                grown = "–"
                if before and min(cpu, before[1]) > 0:
                    grown = f"{math.log(cpu / before[1]) / math.log(size / before[0]):.2f}"
                rows.append([label, f"{size:,}", f"{os.path.getsize(path) / 1e6:.1f} MB",
                             timing.seconds(cpu), f"{memory:.0f} MB", grown])
                before = size, cpu
                print(rows[-1], file=sys.stderr)
    sys.stdout.write(timing.table(
        ["what grows", "size", "file", "CPU", "peak memory", "exponent"], rows))


main()
