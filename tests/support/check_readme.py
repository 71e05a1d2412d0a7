"""check_readme.py README PROGRAM [--write]: the README shows what the program prints today.

Every ```console block that starts with `$ culprit …` must hold the output of that command, run in
the current folder. With --write the blocks are brought up to date instead.
"""

import difflib
import pathlib
import re
import shlex
import subprocess
import sys

BLOCK = re.compile(r"```console\n\$ culprit(?P<arguments>[^\n]*)\n.*?```", re.DOTALL)


def main():
    readme, program, *rest = sys.argv[1:]
    old = pathlib.Path(readme).read_text(encoding="utf-8")

    def shown(match):
        command = [program, *shlex.split(match["arguments"])]
        printed = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if printed.returncode != 0 or not printed.stdout:
            sys.exit(f"{shlex.join(command)}: ended with {printed.returncode}; expected output and 0")
        return f"```console\n$ culprit{match['arguments']}\n{printed.stdout.decode('utf-8')}```"

    new, blocks = BLOCK.subn(shown, old)
    if blocks == 0:
        sys.exit(f"{readme}: no ```console block with '$ culprit'; expected at least one")
    if rest == ["--write"]:
        pathlib.Path(readme).write_text(new, encoding="utf-8")
    elif new != old:
        lines = difflib.unified_diff(old.splitlines(), new.splitlines(), readme, "printed today", lineterm="")
        print("\n".join(lines))
        sys.exit(f"{readme} is out of date; run: {' '.join(sys.argv)} --write")


main()
