"""check_same_bits.py PROGRAM EXAMPLES STATS_TEST: fails unless the program gives the same bytes, and
the statistics pass their tests, with the C library's variants for AVX2 and FMA masked. Exit code 77
(skipped) where the mask changes nothing, so that the comparison would say nothing."""

import os
import pathlib
import subprocess
import sys
import tempfile

mask = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4"}
probe = """
import math
points = [0.001 * i for i in range(1, 20000)]
print([f(x).hex() for f in (math.exp, math.log, math.sin, math.cos) for x in points])
print([math.pow(x, 0.3 - x).hex() for x in points])
"""


def run(command, is_masked):
    environment = {**os.environ, **(mask if is_masked else {})}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout


program, examples, stats_test = sys.argv[1:]
if run([sys.executable, "-c", probe], True) == run([sys.executable, "-c", probe], False):
    print("skipped: on this CPU the mask changes no result of the C library's exp, log, sin, cos or pow")
    sys.exit(77)

with tempfile.TemporaryDirectory() as scratch:
    folder = pathlib.Path(scratch)
    simulations = {
        "plain": [],
        "hard": ["--days", "120", "--n-foods", "20", "--level", "3", "--trend", "0.01", "--drift", "0.05"],
        "season": ["--days", "200", "--n-foods", "12", "--season", "1", "--unlogged", "0.2"],
    }
    commands = []
    for number, (name, options) in enumerate(simulations.items(), 1):
        simulate = [program, "simulate", "--seed", str(number), *options]
        commands.append(simulate)
        (folder / f"{name}.csv").write_bytes(run(simulate, False)[1])
    diaries = [str(path) for path in sorted(folder.iterdir())] + [examples + "/diary.csv"]
    commands += [[program, "rank", "-f", "json", diary] for diary in diaries]
    commands += [[program, "batch", "-f", "ndjson", str(folder)], [program, "pool", "-f", "json", str(folder)]]
    commands += [[program, "explain", "cashew", "-f", "json", diaries[-1]]]
    commands += [[program, "plot", *figure, diaries[-1]] for figure in (["forest"], ["timeline"], ["lags", "cashew"])]
    for command in commands:
        plain, masked = run(command, False), run(command, True)
        if plain[0] not in (0, 3, 65) or not plain[1]:
            sys.exit(f"{command}: exit code {plain[0]}: {plain[1][:500]!r}")
        if plain != masked:
            sys.exit(f"{command}: other bytes with AVX2 and FMA masked")
    code, output = run([stats_test, "--gtest_brief=1"], True)
    if code != 0:
        sys.exit(f"{stats_test}: fails with AVX2 and FMA masked: {output[-2000:].decode()}")
print(f"{len(commands)} commands: the same bytes with AVX2 and FMA masked")
