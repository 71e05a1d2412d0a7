"""check_instructions.py PROGRAM RECORD [--write]: fails if `rank` takes over 10 % more instructions on
a simulated diary than the record says (callgrind, one thread). Exit code 77 (skipped) without
valgrind. With --write the record is made anew."""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

MOST = 1.10
DIARIES = {
    "180 days, 40 foods": (["--days", "180", "--n-foods", "40", "--clock-times", "--doses"], []),
    "180 days, 40 foods, level food": (
        ["--days", "180", "--n-foods", "40", "--clock-times", "--doses"], ["--level", "food"]),
    "1,095 days, 60 foods, level food": (
        ["--days", "1095", "--n-foods", "60", "--clock-times", "--doses"], ["--level", "food"]),
}

program, record_path = sys.argv[1:3]
if shutil.which("valgrind") is None:
    print("skipped: valgrind is missing")
    sys.exit(77)
record = pathlib.Path(record_path)
known = {} if "--write" in sys.argv else json.loads(record.read_text())
found = {}
with tempfile.TemporaryDirectory() as folder:
    for name, (simulate, rank) in DIARIES.items():
        diary = pathlib.Path(folder) / "diary.csv"
        diary.write_bytes(subprocess.run([program, "simulate", *simulate], check=True, stdout=subprocess.PIPE).stdout)
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", program, "rank", "-f",
                   "json", "--threads", "1", *rank, str(diary)]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        counted = re.search(r"Collected : (\d+)", done.stderr)
        if counted is None:
            sys.exit(f"{name}: no count: {done.stderr[-500:]}")
        found[name] = round(int(counted[1]) / 1e6, 1)
        print(f"{name}: {found[name]} million instructions, recorded {known.get(name, 'none')}")
if "--write" in sys.argv:
    record.write_text(json.dumps(found, indent=1) + "\n")
    sys.exit(0)
grown = [name for name in DIARIES if found[name] > MOST * known[name]]
if grown:
    sys.exit(f"over 10 % more instructions than recorded: {', '.join(grown)}")
