"""check_output.py EXPECTED COMMAND…: fails unless the command prints the bytes of the file."""

import pathlib
import subprocess
import sys

expected = pathlib.Path(sys.argv[1]).read_bytes()
printed = subprocess.run(sys.argv[2:], stdout=subprocess.PIPE, check=True).stdout
if printed != expected:
    for number, (want, got) in enumerate(zip(expected.split(b"\n"), printed.split(b"\n")), 1):
        if want != got:
            print(f"{sys.argv[1]}:{number}:\n  expected {want!r}\n  printed  {got!r}")
            break
    sys.exit(f"{len(printed)} bytes printed, {len(expected)} expected")
