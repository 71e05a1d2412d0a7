"""inject.py CULPRIT SHIM_SOURCE SCRATCH quick|slow [KIND COMMAND N]: every fault at every point.

As SQLite is tested: the n-th allocation fails, then the n-th system call, for every n. The program
must end with the whole result, byte by byte, or with a clean error: a documented exit code, a
message, nothing under the final name, no temporary file left. It never crashes, hangs or asks to be
reported. With KIND, COMMAND and N one fault is shown.
"""

import gzip
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

CULPRIT = pathlib.Path(sys.argv[1]).resolve()
SHIM = pathlib.Path(sys.argv[2]).resolve()
SCRATCH = pathlib.Path(sys.argv[3]).resolve()
SLOW = sys.argv[4] == "slow"
IS_SANITIZED = b"__asan_init" in CULPRIT.read_bytes()
EVERY = 2000 if SLOW else 4 if IS_SANITIZED else 40  # each of the first so many
DRAWN = 2000 if SLOW else 4 if IS_SANITIZED else 20  # and so many of the rest
TIMEOUT = 60
DONE = {0, 1, 3}
CLEAN = {64, 65, 66, 73, 74, 78}
INPUTS = SCRATCH / "inputs"
LIBRARY = SCRATCH / "shim.so"
SANITIZED = {"ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0:allocator_may_return_null=1"}

COMMANDS = {
    "rank": ["rank", "diary.csv", "-f", "json", "-o", "OUT", "--rejects", "OUT.rejects"],
    "stream": ["rank", "-", "--lexicon", "lexicon.txt", "--config", "config.toml"],
    "batch": ["batch", "people", "--threads", "2", "-o", "OUT"],
    "merge": ["merge", "part1.ndjson", "part2.ndjson", "-o", "OUT"],
    "convert": ["convert", "diary.csv.gz", "-o", "OUT"],
}


def culprit(*arguments, **options):
    return subprocess.run([CULPRIT, *arguments], cwd=INPUTS, check=True, capture_output=True,
                          **options)


def prepare():
    shutil.rmtree(SCRATCH, ignore_errors=True)
    (INPUTS / "people").mkdir(parents=True)
    for seed in range(1, 4):
        culprit("simulate", "--days", "24", "--n-foods", "5", "--n-triggers", "1", "--seed",
                str(seed), "-o", f"people/{seed}.csv")
    diary = (INPUTS / "people" / "1.csv").read_text() + ",someday,,food,rice,1,,\n"
    (INPUTS / "diary.csv").write_text(diary)
    (INPUTS / "diary.csv.gz").write_bytes(gzip.compress(diary.encode(), mtime=0))
    (INPUTS / "lexicon.txt").write_text("house bread = rye, ~butter\n")
    (INPUTS / "config.toml").write_text('fdr = "0.2"\n')
    for part in "12":
        culprit("batch", "people", "--shard", f"{part}/2", "-o", f"part{part}.ndjson")
    subprocess.run([shutil.which("cc") or "gcc", "-shared", "-fPIC", "-fexceptions", "-O1",
                    *(["-DSANITIZED"] if IS_SANITIZED else []), "-o", LIBRARY, SHIM, "-ldl"],
                   check=True)


def put_aside(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def run(command, kind, n, folder):
    """One run. @return exit code (None = it hung), outputs by name, messages, the shim's log"""
    log = folder / "log"
    out = put_aside(folder / "out")
    log.unlink(missing_ok=True)
    environment = {**os.environ, **SANITIZED, "LD_PRELOAD": str(LIBRARY), "FAULT_KIND": kind,
                   "FAULT_AT": str(n), "FAULT_LOG": str(log)}
    arguments = [word.replace("OUT", str(out / "result")) for word in COMMANDS[command]]
    with open(INPUTS / "diary.csv", "rb") as diary:
        try:
            ended = subprocess.run([CULPRIT, *arguments], cwd=INPUTS, stdin=diary,
                                   capture_output=True, env=environment, timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            return None, {}, b"", ""
    files = {path.name: path.read_bytes() for path in out.iterdir()}
    if "OUT" not in COMMANDS[command]:
        files["stdout"] = ended.stdout
    return ended.returncode, files, ended.stderr, log.read_text() if log.exists() else ""


def total_of(log):
    return int(log.split("total ")[1])


def has_error_lines(whole, files):
    """A batch that says of each diary that suffered that it did; the others are as always."""
    ours = files.get("result", b"").splitlines()
    theirs = whole["result"].splitlines()
    if len(ours) != len(theirs):
        return False
    for line, right in zip(ours[1:-1], theirs[1:-1]):
        if line != right and json.loads(line)["status"] != "error":
            return False
    return True


def resumes_to(whole, folder, files):
    """What a batch leaves can be resumed, by the program as it is."""
    partial = folder / "out" / "result.partial"
    ended = subprocess.run([CULPRIT, "batch", "people", "-o", partial.with_suffix(""), "--resume"],
                           cwd=INPUTS, capture_output=True)
    if ended.returncode == 65 and b"xxh3" not in files["result.partial"]:
        return True  # not even the first line was written, or half of it
    return ended.returncode in DONE and partial.with_suffix("").read_bytes() == whole["result"]


def defect_of(command, whole, ended, folder):
    """What is wrong with the way it ended; nothing if all is well."""
    code, files, said, log = ended
    failed = log.split("\n")[0]
    if code is None:
        return "it hangs"
    if b"please report" in said or code == 70:
        return f"internal error: {said.decode()}"
    if code in DONE or (command == "batch" and code == 65 and "result" in files):
        if files == whole:
            return None
        if command == "batch" and has_error_lines(whole, files) and said:
            return None
        return f"other bytes than without the fault ({sorted(files)}): {said.decode()}"
    if code not in CLEAN:
        return f"exit code {code}: {said.decode()}"
    if not said:
        return f"exit code {code} without a message"
    left = sorted(files)
    if failed == "unlink":
        return None  # what cannot be removed stays
    if command == "batch" and left == ["result.partial"]:
        return None if resumes_to(whole, folder, files) else "what is left cannot be resumed"
    if left == ["stdout"]:
        return None if whole["stdout"].startswith(files["stdout"]) else "half a line of output"
    # The result is renamed first; what fails behind that leaves it whole.
    whole_ones = [name for name in left if files[name] == whole.get(name)]
    return None if whole_ones == left else f"exit code {code}, left: {left}: {said.decode()}"


def points(total, seed):
    rest = range(EVERY + 1, total + 1)
    drawn = random.Random(seed).sample(rest, min(DRAWN, len(rest)))
    return [*range(1, min(total, EVERY) + 1), *sorted(drawn)]


def main():
    prepare()
    local = threading.local()
    numbers = iter(range(1000))

    def mine():
        if not hasattr(local, "folder"):
            local.folder = put_aside(SCRATCH / f"worker{next(numbers)}")
        return local.folder

    if len(sys.argv) > 5:
        kind, command, n = sys.argv[5:8]
        print(run(command, kind, int(n), mine()))
        return
    defects = []
    for command in COMMANDS:
        for kind in ("memory", "calls"):
            whole_run = run(command, kind, 0, mine())
            assert whole_run[0] in DONE, whole_run
            whole, total = whole_run[1], total_of(whole_run[3])

            def check(n):
                folder = mine()
                defect = defect_of(command, whole, ended := run(command, kind, n, folder), folder)
                return defect and f"{kind} {command} {n} ({ended[3].split()[:1]}): {defect}"

            ns = points(total, seed=14)
            with ThreadPoolExecutor(os.cpu_count()) as workers:
                found = [defect for defect in workers.map(check, ns) if defect]
            print(f"{command}, {kind}: {len(ns)} of {total} points, {len(found)} defects", flush=True)
            defects += found
    for defect in defects[:60]:
        print(defect)
    sys.exit(1 if defects else 0)


main()
