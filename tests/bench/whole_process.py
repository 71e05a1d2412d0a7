#!/usr/bin/env python3
"""Times whole processes and writes docs/benchmarks.md; see --help.

The program and a peer in R run on the same file in turn, A B A B. The peer is measured where
CULPRIT_REFERENCE_DIR names a folder with bench/peer_r.R and bench/gen_diary.py and R is installed;
elsewhere the program is measured alone, on diaries of gen_diary.py beside this script.
"""

import argparse
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from timing import run, seconds, table  # noqa: E402  (beside this script)

ROOT = pathlib.Path(__file__).resolve().parents[2]
# days, foods, --level, budget [s]
SIZES = [(180, 40, "food", 0.025), (180, 40, "all", 0.060), (1095, 200, "food", 0.250), (3650, 500, "food", 8.0)]
MEMORY_BUDGET = 256  # MB


def in_turn(commands, rounds):
    """Medians [command][wall, cpu, memory] over `rounds` runs of each, after one to warm up."""
    for command in commands:
        run(command)
    runs = [[run(command) for command in commands] for _ in range(rounds)]
    return [[statistics.median(column) for column in zip(*(r[c] for r in runs))]
            for c in range(len(commands))]


def reference():
    """The folder of the peers, or nothing if the peer cannot run here."""
    folder = os.environ.get("CULPRIT_REFERENCE_DIR")
    if not folder or not shutil.which("Rscript"):
        return None
    has_library = subprocess.run(["Rscript", "-e", "library(data.table)"], capture_output=True)
    return pathlib.Path(folder) / "bench" if has_library.returncode == 0 else None


def make_diary(days, foods, path, peers):
    if peers:
        subprocess.run(["/usr/bin/python3", peers / "gen_diary.py", "--days", str(days), "--foods", str(foods),
                        "--seed", "1", "--long", path], check=True)
    else:
        with open(path, "wb") as out:
            generator = pathlib.Path(__file__).with_name("gen_diary.py")
            subprocess.run([sys.executable, generator, str(days), str(foods)], stdout=out, check=True)


def whole_process_rows(program, rounds, folder, peers):
    rows = []
    for days, foods, level, budget in SIZES:
        diary = os.path.join(folder, f"{days}x{foods}.csv")
        make_diary(days, foods, diary, peers)
        commands = [[program, "rank", diary, "--level", level, "-f", "json"]]
        if peers:
            out = os.path.join(folder, "peer.csv")
            commands.append(["Rscript", str(peers / "peer_r.R"), diary, "expert", "500", "7", out])
        figures = in_turn(commands, rounds)
        wall, cpu, memory = figures[0]
        row = [f"{days} × {foods}", f"`{level}`", f"{os.path.getsize(diary) / 1e6:.2f} MB", seconds(wall), seconds(cpu),
               f"{memory:.0f} MB", seconds(budget)]
        if peers:
            row += [seconds(figures[1][0]), seconds(figures[1][1]), f"{figures[1][2]:.0f} MB",
                    f"{figures[1][0] / wall:.1f} ×", f"{figures[1][1] / cpu:.1f} ×"]
        rows.append(row)
    return rows


def benchmark_rows(folder, seconds_each):
    rows = []
    for program in sorted(folder.glob("*_bench")):
        printed = subprocess.run([program, "--benchmark_format=json", f"--benchmark_min_time={seconds_each}"],
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
        for result in json.loads(printed)["benchmarks"]:
            unit = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1}[result["time_unit"]]
            speed = result.get("bytes_per_second")
            rows.append([f"`{program.name}`", result["name"].replace("|", "\\|"), seconds(result["cpu_time"] * unit),
                         f"{speed / 1e9:.2f} GB/s" if speed else "–"])
    return rows


def document(rows, peers, rounds, benchmarks):
    floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    header = ["days × foods", "`--level`", "file", "wall", "CPU", "peak memory", "budget, wall"]
    text = f"""# Benchmarks

All but the sections *Reading* and *Growth*, which are kept by hand, is made by `tests/bench/whole_process.py` and, the last one, by
`tests/bench/batch.py`: do not edit it. It needs `build/release` and `build/measure` (`cmake --workflow --preset release`, `cmake --workflow
--preset measure`).

## Whole processes

`culprit rank DIARY --level … -f json`, release build, {os.cpu_count()} cores, hot file cache: medians of {rounds} runs after one to
warm up. The budget of memory is {MEMORY_BUDGET} MB; the kernel counts the memory of the measuring script
({floor:.0f} MB) into a process that it starts, so smaller figures cannot be seen.
"""
    if peers:
        header += ["R: wall", "R: CPU", "R: memory", "wall, R ÷ culprit", "CPU, R ÷ culprit"]
        text += """
Beside it, in turn on the same file, what an expert would write in R: data.table and FFTs, raw
cross-correlations of ranks at lags 0–7, circular-shift permutations (500), Benjamini–Hochberg. It is the same
question with a simpler method: no adjustment for stress, treatments or trend, no noise model, no intervals.
"""
    text += "\n" + table(header, rows)
    if benchmarks:
        text += "\n## Layers\n\nFrom memory, one core.\n\n"
        text += table(["program", "benchmark", "CPU time a run", "speed"], benchmarks)
    return text


def kept(path):
    """The sections of reading.py, growth.py and batch.py, which this script does not measure."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    at = text.find("\n## Reading\n")
    return text[at:] if at >= 0 else ""


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=ROOT / "build/release/culprit")
    options.add_argument("--benchmarks", type=pathlib.Path, default=ROOT / "build/measure/tests/bench",
                         help="folder of the Google Benchmark programs")
    options.add_argument("--rounds", type=int, default=11, help="runs of each program on each diary")
    options.add_argument("--seconds", type=float, default=0.5, help="at least this long for each benchmark")
    options.add_argument("--output", type=pathlib.Path, default=ROOT / "docs/benchmarks.md")
    chosen = options.parse_args()
    peers = reference()
    with tempfile.TemporaryDirectory() as folder:
        rows = whole_process_rows(str(chosen.program), chosen.rounds, folder, peers)
    text = document(rows, peers, chosen.rounds, benchmark_rows(chosen.benchmarks, chosen.seconds))
    chosen.output.write_text(text + kept(chosen.output), encoding="utf-8")


main()
