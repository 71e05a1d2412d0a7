"""What the scripts that time whole processes share."""

import os
import subprocess
import sys
import time


def run(command):
    """Wall and CPU seconds and peak memory [MB] of one run."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS_")}
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 3):
        sys.exit(f"{command}: ended with {child.returncode}\n{said.decode(errors='replace')}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def seconds(value):
    if value < 1e-6:
        return f"{1e9 * value:.0f} ns"
    if value < 1e-3:
        return f"{1e6 * value:.1f} µs"
    return f"{1000 * value:.1f} ms" if value < 1 else f"{value:.2f} s"


def table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)
