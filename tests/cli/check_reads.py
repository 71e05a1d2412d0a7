"""check_reads.py CULPRIT SCRATCH: a file is opened once and its bytes are read once.

Watched with strace; skipped (77) where there is none or it may not trace.
"""

import gzip
import os
import pathlib
import re
import shutil
import subprocess
import sys

CULPRIT = pathlib.Path(sys.argv[1]).resolve()
SCRATCH = pathlib.Path(sys.argv[2]).resolve()
TRACE = SCRATCH / "trace"
TABLE_SIZE = 250_000  # bytes, at least
COMMANDS = ("rank", "check", "convert")


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


def dates(count):
    return [f"{2010 + i // 336}-{1 + i // 28 % 12:02d}-{1 + i % 28:02d}" for i in range(count)]


def rows(header, row_of, count=120):
    return header + "\n" + "".join(row_of(date, i) + "\n" for i, date in enumerate(dates(count)))


def table(count, note):
    return rows("Date,What I ate,Itch,Sleep hours,Notes",
                lambda date, i: f'{date},"oat milk; wheat bread{"; tomato" * (i % 3 == 0)}",{i % 5},{6 + i % 3},{note}',
                count)


def day_first(text):
    return re.sub(r"(\d{4})-(\d\d)-(\d\d)", r"\3/\2/\1", text)


def long(date, i):
    return f"{date},08:00,food,{('milk', 'egg')[i % 2]},1\n{date},21:00,severity,eczema,{i % 5}"


def diaries():
    """Names and contents: the layouts of the project's own, those of three apps, packed ones."""
    wide = rows("date,milk,egg,eczema", lambda date, i: f"{date},{i % 2},{i % 3},{i % 5}")
    entries = rows("date,time,type,name,amount", long)
    texts = {
        "table.csv": table(300, "a long day " * 80),
        "day_first.csv": day_first(table(120, "")),
        "wide.csv": wide,
        "wide_semicolons.csv": wide.replace(",", ";"),
        "long.csv": entries,
        "two_tables.csv": "Meals\n" + rows("Date,Dishes,Drink", lambda date, i: f"{date},milk,tea")
                          + "\nSymptoms\n" + rows("Date,Itch,Redness", lambda date, i: f"{date},{i % 5},{i % 3}"),
        "bearable.csv": rows("date,weekday,time of day,category,rating/amount,detail,notes",
                             lambda date, i: f'{date},Monday,am,Symptom,,Itch ({"Mild" if i % 2 else "Severe"}),\n'
                                             f'{date},Monday,all day,Food Diary,,milk | egg,'),
        "daylio.csv": rows("full_date,date,weekday,time,mood,activities,note_title,note",
                           lambda date, i: f'{date},May 1,Monday,21:01,{("meh", "bad")[i % 2]},milk | egg,,'),
        "flaredown.csv": rows("Date,Itch,Milk,Tags,Foods,Weather pressure",
                              lambda date, i: f"{date},{i % 5},1,tired,milk,1013"),
    }
    files = {name: text.encode() for name, text in texts.items()}
    files["utf16.csv"] = b"\xff\xfe" + entries.encode("utf-16-le")
    files["long.csv.gz"] = gzip.compress(entries.encode())
    assert len(files["table.csv"]) >= TABLE_SIZE, len(files["table.csv"])
    return files


def strace(*command, **options):
    tracer = ("strace", "-f", "--seccomp-bpf", "-yy", "-e", "trace=openat,read,pread64,readv", "-o", TRACE)
    return subprocess.run([*tracer, *command], cwd=SCRATCH, capture_output=True, timeout=120,
                          env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"}, **options)


def reads(command, arguments, name, **options):
    """How often a name was opened, and the bytes read of what `name` fits. What was said."""
    ended = strace(CULPRIT, command, *arguments, **options)
    trace = TRACE.read_text(errors="replace")
    opened = len(re.findall(rf'openat\([^"]*"[^"]*{name}"', trace))
    counts = re.findall(rf"(?:read|pread64|readv)\(\d+<[^>]*{name}[^>]*>.* = (\d+)$", trace, re.M)
    assert ended.returncode in (0, 3), (command, arguments, ended.returncode, ended.stderr)
    return opened, sum(map(int, counts))


def main():
    if shutil.which("strace") is None:
        skip("strace is missing (Debian package strace)")
    shutil.rmtree(SCRATCH, ignore_errors=True)
    SCRATCH.mkdir(parents=True)
    if strace("true").returncode != 0:
        skip("strace may not trace here")
    for name, content in diaries().items():
        (SCRATCH / name).write_bytes(content)
        for command in COMMANDS:
            found = reads(command, [name], re.escape(name))
            assert found == (1, len(content)), (command, name, found, len(content))
    # Standard input: a file, which is not opened again, and a pipe.
    size = (SCRATCH / "day_first.csv").stat().st_size
    for command in COMMANDS:
        with open(SCRATCH / "day_first.csv", "rb") as stream:
            found = reads(command, ["-"], r"day_first\.csv", stdin=stream)
        assert found == (0, size), (command, "standard input", found)
        found = reads(command, ["-"], "pipe:", input=(SCRATCH / "day_first.csv").read_bytes())
        assert found == (0, size), (command, "pipe", found)


main()
