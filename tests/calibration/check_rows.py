"""Makes the rows of some scenarios again and looks for each of them in the generated page.

Usage: check_rows.py CALIBRATE PAGE SCENARIO... The seeds are those that the page names.
"""

import pathlib
import re
import subprocess
import sys


def main():
    calibrate, page, scenarios = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    text = page.read_text(encoding="utf-8")
    seeds = re.search(r"calibrate --seeds (\S+) --confirm (\S+) ", text)
    assert seeds, f"{page} does not say how it was made"
    made = subprocess.run(
        [calibrate, "--seeds", seeds[1], "--confirm", seeds[2], "--markdown",
         "--scenarios", ",".join(scenarios)],
        check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    lines = set(text.split("\n"))
    rows = [line for line in made.split("\n")
            if any(line.startswith(f"| {scenario} |") for scenario in scenarios)]
    assert len(rows) > len(scenarios), "no rows were made"
    missing = [row for row in rows if row not in lines]
    assert not missing, "not in the page:\n" + "\n".join(missing)
    print(f"{len(rows)} rows are as in {page.name}")


main()
