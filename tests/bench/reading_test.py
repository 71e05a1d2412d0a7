#!/usr/bin/env python3
"""reading.py prints its table, a row a reader, on a small file. Usage: reading_test.py PROGRAM"""

import pathlib
import re
import subprocess
import sys

script = pathlib.Path(__file__).with_name("reading.py")
out = subprocess.run([sys.executable, script, "--program", sys.argv[1], "--megabytes", "1", "--days", "30",
                      "--rounds", "1", "--alone"], stdout=subprocess.PIPE, check=True, text=True).stdout
expected = (r"\| reader \| file \| CPU \| CPU ÷ culprit, paired \| peak memory \|\n"
            r"\| --- \| --- \| --- \| --- \| --- \|\n"
            r"\| `culprit convert` \| 1 MB \| \d+\.\d\d s \| 1\.00 × \| \d+ MB \|\n")
sys.exit(0 if re.fullmatch(expected, out) else f"reading.py printed:\n{out}")
