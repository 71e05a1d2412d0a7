"""faults.py CULPRIT SCRATCH quick|slow: what a batch does when the machine does not do its part.

Every case compares bytes and exit codes with an undisturbed run.
"""

import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import time

CULPRIT = pathlib.Path(sys.argv[1]).resolve()
SCRATCH = pathlib.Path(sys.argv[2]).resolve()
SLOW = sys.argv[3] == "slow"
TIGHT = 200_000_000  # bytes of address space: enough for a common diary
# The quick ones also run in builds that are a hundred times as slow.
PEOPLE, DAYS, FOODS = (120, 120, 12) if SLOW else (6, 16, 3)
SANITIZED = {"ASAN_OPTIONS": "verify_asan_link_order=0", "LSAN_OPTIONS": "exitcode=0"}

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "scale"))
from cohort import write_cohort  # noqa: E402  (the folder is known only here)


def run(*arguments, code=0, **options):
    ended = subprocess.run([CULPRIT, *arguments], cwd=SCRATCH, capture_output=True, **options)
    assert code is None or ended.returncode == code, (arguments, ended.returncode, ended.stderr)
    return ended


def start(*arguments, **options):
    return subprocess.Popen([CULPRIT, *arguments], cwd=SCRATCH, stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE, **options)


MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak_of(*arguments):
    """Peak memory of a run [KB]; started by a small process, whose memory is counted, too."""
    return int(subprocess.run([sys.executable, "-c", MEASURE, CULPRIT, *arguments], cwd=SCRATCH,
                              stdout=subprocess.PIPE, check=True).stdout)


def size_of(path):
    return path.stat().st_size if path.exists() else 0


def check_partial(path):
    """Nothing under the final name; whatever is there resumes to the whole."""
    assert not path.exists(), path


def resume_to(path, whole, source="cohort.csv", *more):
    run("batch", source, "-o", path.name, "--resume", "-q", *more)
    assert path.read_bytes() == whole, path
    assert not path.with_name(path.name + ".partial").exists()
    path.unlink()


def kill_at_random_moments(whole):
    """kill -9, again and again, until it is done."""
    rng = random.Random(20)
    out = SCRATCH / "killed.ndjson"
    partial = SCRATCH / "killed.ndjson.partial"
    kills = 0
    while kills < (30 if SLOW else 3):
        child = start("batch", "cohort.csv", "-o", out.name, "--resume", "-q", "--threads", "2")
        time.sleep(rng.uniform(0, 0.25 if SLOW else 0.1))
        child.kill()
        child.communicate()
        kills += 1
        if child.returncode == 0 or out.exists():  # it was quicker, but perhaps for its last steps
            assert out.read_bytes() == whole
            out.unlink()
            continue
        check_partial(out)
        if rng.random() < 0.3 and partial.exists():  # what a crash of the machine may leave
            with open(partial, "ab") as file:
                file.write(whole[size_of(partial):size_of(partial) + rng.randrange(900)])
    resume_to(out, whole)


def stop_by_signal(whole):
    """SIGTERM and SIGINT: the diary in hand is finished, lines are whole, resume completes."""
    for number, code in ((signal.SIGTERM, 75), (signal.SIGINT, 130)):
        out = SCRATCH / "stopped.ndjson"
        partial = SCRATCH / "stopped.ndjson.partial"
        child = start("batch", "many.csv", "-o", out.name, "--threads", "2")
        deadline = time.monotonic() + 60
        while size_of(partial) < 3000 and time.monotonic() < deadline:
            time.sleep(0.005)
        child.send_signal(number)
        said = child.communicate()[1].decode()
        assert child.returncode == code, (child.returncode, said)
        assert "--resume goes on from here" in said, said
        check_partial(out)
        text = partial.read_bytes()
        assert text.endswith(b"\n") and whole.startswith(text)
        assert 1 <= text.count(b"\n") - 1
        resume_to(out, whole, "many.csv")


def full_disk(whole):
    """What cannot be written is said, what is written stays whole and can be gone on with."""
    run("batch", "cohort.csv", "-o", "/dev/full", "-q", code=74)
    with open("/dev/full", "wb") as full:
        ended = subprocess.run([CULPRIT, "batch", "cohort.csv", "-q"], cwd=SCRATCH, stdout=full,
                               stderr=subprocess.PIPE)
    assert ended.returncode == 74, ended
    out = SCRATCH / "full.ndjson"
    partial = SCRATCH / "full.ndjson.partial"

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it, and children inherit that
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(whole) // 2, len(whole) // 2))

    ended = run("batch", "cohort.csv", "-o", out.name, code=74, preexec_fn=limit)
    assert b"full.ndjson: file cannot be written: File too large" in ended.stderr, ended.stderr
    check_partial(out)
    text = partial.read_bytes()
    assert text.endswith(b"\n") and whole.startswith(text)
    resume_to(out, whole)


def small_file_system(whole):
    """The same on a file system that is full, if one can be mounted here."""
    folder = SCRATCH / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={len(whole) // 2}", "tmpfs",
                              folder], capture_output=True)
    if mounted.returncode != 0:
        print("no small file system: it cannot be mounted here")
        return
    try:
        ended = run("batch", "cohort.csv", "-o", "small/out.ndjson", code=74)
        assert b"No space left on device" in ended.stderr
        text = (folder / "out.ndjson.partial").read_bytes()
        assert text.endswith(b"\n") and whole.startswith(text)
        shutil.copy(folder / "out.ndjson.partial", SCRATCH / "moved.ndjson.partial")
    finally:
        subprocess.run(["umount", folder], check=True)
    resume_to(SCRATCH / "moved.ndjson", whole)


def shim(name, source):
    """A library to be loaded before the C library's; nothing if there is no compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not compiler:
        print(f"no {name}: there is no C compiler")
        return None
    (SCRATCH / f"{name}.c").write_text(source)
    library = SCRATCH / f"{name}.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, SCRATCH / f"{name}.c", "-ldl"],
                   check=True)
    return {**os.environ, **SANITIZED, "LD_PRELOAD": str(library)}


BAD_DISK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>
/* A file whose name holds "worn" cannot be read beyond its first 100000 bytes, "all_worn" not at all. */
static int is_worn(int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n < 0) return 0;
  path[n] = 0;
  return strstr(path, "all_worn") ? 2 : strstr(path, "worn") != 0;
}
ssize_t read(int fd, void *buffer, size_t size) {
  static ssize_t (*real)(int, void *, size_t);
  if (!real) real = (ssize_t (*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
  if (is_worn(fd) == 2) { errno = EIO; return -1; }
  if (is_worn(fd)) {
    off_t at = lseek(fd, 0, SEEK_CUR);
    if (at >= 100000) { errno = EIO; return -1; }
    if (at + (off_t)size > 100000) size = 100000 - at;
  }
  return real(fd, buffer, size);
}
"""


def worn_disk():
    """A file that cannot be read is one error; of many people, that of the one being read."""
    environment = shim("bad_disk", BAD_DISK)
    if environment is None:
        return
    folder = SCRATCH / "files"
    folder.mkdir()
    write_cohort(folder / "a.csv", 1, 20, FOODS, seed=4)
    (folder / "b_worn.csv").write_text("date,type,name\n" + "2024-01-01,food,rice\n" * 9000)
    (folder / "c_all_worn.csv").write_text("date,type,name\n")
    write_cohort(folder / "c_worn.csv", 40, 60, seed=5)
    (folder / "c_worn.csv").write_text((folder / "c_worn.csv").read_text().replace("\np", "\nq"))
    write_cohort(folder / "d.csv", 1, 20, FOODS, seed=6)
    (folder / "d.csv").write_text((folder / "d.csv").read_text().replace("\np", "\nr"))
    ended = run("batch", "files", env=environment)
    lines = [json.loads(line) for line in ended.stdout.splitlines()[1:-1]]
    by_file = {}
    for line in lines:
        by_file.setdefault(line["file"], []).append(line)
    assert by_file["files/a.csv"][0]["status"] == by_file["files/d.csv"][0]["status"] == "ok"
    (worn,) = by_file["files/b_worn.csv"]
    assert worn["error"]["code"] == "read_failed", worn["error"]
    (worn,) = by_file["files/c_all_worn.csv"]
    assert worn["error"]["code"] == "read_failed", worn["error"]
    *whole, broken = by_file["files/c_worn.csv"]
    assert whole and all(line["status"] != "error" for line in whole)
    assert broken["error"]["code"] == "read_failed" and broken["subject"] == f"q{len(whole):06d}"
    assert b"Input/output error" in ended.stderr
    assert run("batch", "files", "--threads", "1", env=environment).stdout == ended.stdout
    by_name = sorted(str(path.relative_to(SCRATCH)) for path in folder.glob("*.csv"))
    assert run("batch", *by_name, env=environment).stdout == ended.stdout


CLOCK = r"""
#include <sys/time.h>
#include <time.h>
/* Every look at the time of day finds it an hour earlier. */
static long hours;
static long back(void) { return 4000000000L - 3600 * ++hours; }
time_t time(time_t *t) { time_t now = back(); if (t) *t = now; return now; }
int gettimeofday(struct timeval *tv, void *zone) { (void)zone; tv->tv_sec = back(); tv->tv_usec = 0; return 0; }
extern int __clock_gettime(clockid_t, struct timespec *);
#include <sys/syscall.h>
#include <unistd.h>
int clock_gettime(clockid_t id, struct timespec *ts) {
  if (id == CLOCK_REALTIME) { ts->tv_sec = back(); ts->tv_nsec = 0; return 0; }
  return syscall(SYS_clock_gettime, id, ts);
}
"""


def clock_going_backwards(whole):
    environment = shim("clock", CLOCK)
    if environment is None:
        return
    out = SCRATCH / "clock.ndjson"
    run("batch", "cohort.csv", "-o", out.name, env=environment, timeout=120)
    assert out.read_bytes() == whole


def closed_pipe():
    """Whoever reads no more is no error, and nothing is said."""
    child = subprocess.Popen([CULPRIT, "batch", "many.csv", "-q"], cwd=SCRATCH,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout.readline().startswith(b'{"schema"')
    child.stdout.close()
    assert child.stderr.read() == b""
    assert child.wait() == 0


def duplicate_subjects():
    text = (SCRATCH / "cohort.csv").read_text()
    header, first = text.splitlines()[:2]
    (SCRATCH / "twice.csv").write_text(text + first + "\n")
    ended = run("batch", "twice.csv", "-o", "twice.ndjson", code=65)
    last = text.count("\n") + 1
    assert ended.stderr.decode().startswith(
        f"twice.csv:{last}: subject 'p000000' has rows elsewhere, too, from line 2 of 'twice.csv' on;")
    (SCRATCH / "again.csv").write_text(header + "\n" + first + "\n")
    ended = run("batch", "cohort.csv", "again.csv", "-o", "twice.ndjson", code=65)
    assert b"cohort.csv:2: subject 'p000000' has rows elsewhere, too, from line 2 of 'again.csv'" \
        in ended.stderr, ended.stderr
    assert not (SCRATCH / "twice.ndjson").exists()
    assert not (SCRATCH / "twice.ndjson.partial").exists()


def bad_diaries():
    """A tenth that cannot be used: one line each, the same for any shards and threads."""
    folder = SCRATCH / "mixed"
    folder.mkdir()
    for i in range(30):
        write_cohort(folder / f"{i:02d}.csv", 1, 40 if SLOW else 12, FOODS, seed=i)
        text = (folder / f"{i:02d}.csv").read_text().replace("p000000", f"x{i}")
        (folder / f"{i:02d}.csv").write_text(text)
    (folder / "04.csv").write_bytes(b"PK\x03\x04 a workbook")
    (folder / "11.csv").write_bytes(b"")
    (folder / "23.csv").write_text((folder / "23.csv").read_text() + "x" * (2 << 20))
    single = run("batch", "mixed").stdout
    lines = [json.loads(line) for line in single.splitlines()[1:-1]]
    assert [line["index"] for line in lines if line["status"] == "error"] == [4, 11, 23]
    for shards in (1, 2, 7) if SLOW else (2,):
        for threads in (1, 2, 7) if SLOW else (2,):
            parts = [f"mixed-{i}.ndjson" for i in range(1, shards + 1)]
            for i, part in enumerate(parts, 1):
                run("batch", "mixed", "--shard", f"{i}/{shards}", "--threads", str(threads),
                    "-o", part, "-q", code=None)
            assert run("merge", *reversed(parts), "-q").stdout == single, (shards, threads)


def flipped_bits():
    """A part with one wrong bit, wherever it is: refused, by name, and nothing is written."""
    rng = random.Random(21)
    write_cohort(SCRATCH / "few.csv", 4, 12, 3)
    for i in (1, 2):
        run("batch", "few.csv", "--shard", f"{i}/2", "-o", f"few-{i}.ndjson", "-q", code=None)
    part = (SCRATCH / "few-1.ndjson").read_bytes()
    assert part.count(b"\n") > 2
    run("merge", "few-1.ndjson", "few-2.ndjson", "-o", "few.ndjson", "-q")
    bits = [rng.randrange(8 * len(part)) for _ in range(1000 if SLOW else 12)]
    cases = [("few-1.ndjson", bits, ["few-2.ndjson"], ("ndjson", "csv"))]
    if SLOW:  # all of them in a short part
        (SCRATCH / "none.csv").write_text("date,type,name\n")
        run("batch", "none.csv", "-o", "none.ndjson", "-q", code=65)
        cases.append(("none.ndjson", range(8 * size_of(SCRATCH / "none.ndjson")), [], ("ndjson",)))
    for name, bits, others, forms in cases:
        sound = (SCRATCH / name).read_bytes()
        for bit in bits:
            damaged = bytearray(sound)
            damaged[bit // 8] ^= 1 << bit % 8
            (SCRATCH / "flipped.ndjson").write_bytes(damaged)
            for form in forms:
                ended = run("merge", "flipped.ndjson", *others, "-f", form, code=65)
                assert ended.stdout == b"", (name, bit)
                assert ended.stderr.startswith(b"flipped.ndjson:"), (name, bit, ended.stderr)


def little_memory():
    """One diary that is too large for the memory there is: its error, and the others are whole."""
    folder = SCRATCH / "tight"
    folder.mkdir()
    write_cohort(folder / "a.csv", 1, 40, 6)
    write_cohort(folder / "c.csv", 1, 40, 6, seed=2)
    text = (folder / "c.csv").read_text()
    (folder / "c.csv").write_text(text.replace("p000000", "q"))
    with open(folder / "b.csv", "w", encoding="utf-8") as out:
        out.write("date,time,type,name,amount\n")
        for day in range(60):
            date = time.strftime("%Y-%m-%d", time.gmtime(86_400 * (3000 + day)))
            out.write(f"{date},21:00,severity,eczema,{day * 7 % 9}\n")
            for row in range(40_000):
                out.write(f"{date},{row // 60 % 24:02d}:{row % 60:02d},food,food {row} {day % 7},1\n")

    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (TIGHT, TIGHT))

    for threads in ("1", "2"):
        ended = run("batch", "tight", "-o", "tight.ndjson", "--threads", threads, preexec_fn=limit)
        lines = [json.loads(line) for line in
                 (SCRATCH / "tight.ndjson").read_bytes().splitlines()[1:-1]]
        assert [line["status"] == "error" for line in lines] == [False, True, False], lines
        assert lines[1]["error"]["code"] == "out_of_memory", lines[1]["error"]
        assert b"tight/b.csv: diary needs more memory than there is" in ended.stderr, ended.stderr
        (SCRATCH / "tight.ndjson").unlink()


def one_large_among_small():
    """A person with a million rows: memory for that one, not for all."""
    write_cohort(SCRATCH / "large.csv", 40, 60)
    with open(SCRATCH / "large.csv", "a", encoding="utf-8") as out:
        day = 0
        for row in range(1_000_000):
            if row % 250 == 0:
                day += 1
                date = time.strftime("%Y-%m-%d", time.gmtime(86_400 * (3000 + day)))
                out.write(f"zz,{date},21:00,severity,eczema,{day * 7 % 9}\n")
            out.write(f"zz,{date},{row % 24:02d}:{row // 24 % 60:02d},food,food {row * 7 % 60},1\n")
    peak = peak_of("batch", "large.csv", "-q", "--threads", "2", "-o", "large.ndjson")
    text = (SCRATCH / "large.ndjson").read_bytes()
    lines = [json.loads(line) for line in text.splitlines()[1:-1]]
    assert lines[-1]["subject"] == "zz" and lines[-1]["status"] != "error", lines[-1]["error"]
    assert lines[-1]["diary"]["food_entries"] == 1_000_000
    assert len(lines) == 41
    size = (SCRATCH / "large.csv").stat().st_size // 1024
    print(f"a million rows: {size} KB of CSV, {peak} KB at most")
    assert peak < 10 * size


def flat_memory():
    """As much for five times the people."""
    peaks = []
    for people in (2000, 10000):
        write_cohort(SCRATCH / "flat.csv", people, 20, foods=6)
        peaks.append(peak_of("batch", "flat.csv", "-o", "flat.ndjson", "-q", "--threads", "2"))
        (SCRATCH / "flat.ndjson").unlink()
    print(f"2,000 people: {peaks[0]} KB; 10,000: {peaks[1]} KB")
    assert peaks[1] < 1.05 * peaks[0] + 80, peaks  # 80 KB: 8 bytes a person are kept


def main():
    shutil.rmtree(SCRATCH, ignore_errors=True)
    SCRATCH.mkdir(parents=True)
    write_cohort(SCRATCH / "cohort.csv", PEOPLE, DAYS, FOODS)
    write_cohort(SCRATCH / "many.csv", 20 * PEOPLE if SLOW else 40, DAYS, FOODS, seed=2)
    whole = run("batch", "cohort.csv", "-q").stdout
    many = run("batch", "many.csv", "-q").stdout
    cases = [(kill_at_random_moments, whole), (stop_by_signal, many), (full_disk, whole),
             (closed_pipe,), (duplicate_subjects,), (bad_diaries,), (flipped_bits,)]
    if SLOW:
        cases += [(small_file_system, whole), (worn_disk,), (clock_going_backwards, whole),
                  (little_memory,),
                  (one_large_among_small,), (flat_memory,)]
    for case, *arguments in cases:
        begun = time.monotonic()
        case(*arguments)
        print(f"{case.__name__}: {time.monotonic() - begun:.1f} s", flush=True)


main()
