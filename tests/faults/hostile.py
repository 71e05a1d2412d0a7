"""hostile.py CULPRIT SCRATCH: systems without threads to spare, people's text on a terminal.

Every way out is tried with every character that could steer a terminal; the bytes that arrive there
are looked at.
"""

import gzip
import json
import os
import pathlib
import pty
import re
import resource
import shutil
import subprocess
import sys

CULPRIT = pathlib.Path(sys.argv[1]).resolve()
IS_SANITIZED = b"__asan_init" in CULPRIT.read_bytes()
SCRATCH = pathlib.Path(sys.argv[2]).resolve()
STEERING = ([*range(0x01, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0x80, 0xA0), 0x061C, 0x200E,
             0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0x2028, 0x2029])
RAW = re.compile("[%s]" % "".join(map(chr, STEERING)))
COLOUR = re.compile("\x1b\\[[0-9;]*m")
NAME = "x" + "x".join(map(chr, STEERING)) + "x"


def run(*arguments, code=0, **options):
    ended = subprocess.run([CULPRIT, *arguments], cwd=SCRATCH, capture_output=True, **options)
    assert code is None or ended.returncode == code, (arguments, ended.returncode, ended.stderr)
    return ended


def on_terminal(*arguments):
    """What a terminal gets of both streams."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen([CULPRIT, *arguments], cwd=SCRATCH, stdin=subprocess.DEVNULL,
                             stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    got = b""
    while True:
        try:
            block = os.read(ours, 65536)
        except OSError:
            break
        if not block:
            break
        got += block
    os.close(ours)
    child.wait()
    # The terminal's own line ends.
    return got.decode().replace("\r\n", "\n")


def write_diary():
    rows = ["date,type,name,amount"]
    for day in range(1, 29):
        date = f"2024-02-{day:02d}"
        rows += [f"{date},severity,eczema,{day * 7 % 9}", f"{date},food,rice,1"]
        if day % 3 == 0:
            rows.append(f'{date},food,"{NAME}",1')
    rows.append(f'"{NAME}",food,rice,1')
    (SCRATCH / "d.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


COMMANDS = [
    ["rank", "d.csv"], *(["rank", "d.csv", "-f", form] for form in
                         ("json", "ndjson", "csv", "tsv", "markdown", "html")),
    ["check", "d.csv"], ["check", "d.csv", "-f", "json"], ["convert", "d.csv"],
    ["explain", NAME, "d.csv"], ["explain", NAME, "d.csv", "-f", "json"],
    ["explain", "nothing" + NAME, "d.csv"], ["foods", NAME], ["foods", NAME, "-f", "json"],
    ["foods", "--unknown", "d.csv"], ["plot", "timeline", "d.csv"], ["batch", "d.csv"],
    ["batch", "d.csv", "-f", "csv"], ["rank", "nofile" + NAME], ["rank", "d.csv", "--fdr", NAME],
    ["rank", "d.csv", "--" + NAME], ["rank", "d.csv", "--severity", NAME],
    ["rank", "d.csv", "--lexicon", "l.txt"], ["rank", "d.csv", "--error-format", "json"],
    ["rank", "nofile" + NAME, "--error-format", "json"],
]


def nothing_steers_a_terminal():
    write_diary()
    (SCRATCH / "l.txt").write_text(NAME + "\n", encoding="utf-8")
    for command in COMMANDS:
        shown = on_terminal(*command)
        assert shown, command
        raw = RAW.search(COLOUR.sub("", shown))
        assert not raw, (command, shown[max(0, raw.start() - 40):raw.end() + 20])


def nothing_is_raw_in_json_and_messages():
    for command in COMMANDS:
        ended = run(*command, code=None)
        assert not RAW.search(ended.stderr.decode()), (command, ended.stderr)
        is_json = "json" in command[-1] and "--error-format" not in command
        if is_json or command[-1] == "ndjson":
            text = ended.stdout.decode()
            assert not RAW.search(text), command
    # Escaped, not lost.
    foods = json.loads(run("rank", "d.csv", "-f", "json", code=None).stdout)
    assert "\u202e" in json.dumps([foods["foods"], foods["skipped"]], ensure_ascii=False)
    run("batch", "d.csv", "-o", "part.ndjson", code=None)
    assert run("merge", "part.ndjson").stdout == (SCRATCH / "part.ndjson").read_bytes()
    # Data in a pipe or a file is as it was written.
    assert "\u202e" in run("convert", "d.csv").stdout.decode()


def threads_are_done_without():
    """Of a batch, `inject.py` lets every start of a thread fail."""
    run("simulate", "--days", "300", "--n-foods", "40", "-o", "long.csv")
    whole = run("rank", "long.csv", "-f", "json", "--threads", "1", code=None)

    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (100_000 * 1024, 100_000 * 1024))

    if IS_SANITIZED:
        print("the sanitizer needs more address space than the test leaves")
        return
    for _ in range(5):
        ended = run("rank", "long.csv", "-f", "json", "--threads", "8", code=None, preexec_fn=limit)
        assert (ended.returncode, ended.stdout) == (whole.returncode, whole.stdout), ended.stderr


def lexicon_errors_are_capped():
    lines = 30_000 if IS_SANITIZED else 300_000
    (SCRATCH / "many.txt").write_text("x y z\n" * lines)
    said = run("rank", "d.csv", "--lexicon", "many.txt", code=65).stderr.decode().splitlines()
    assert len(said) == 21 and said[-1] == f"{lines - 20} more with the error no_meaning", said[-3:]
    said = run("rank", "d.csv", "--lexicon", "many.txt", "--max-messages", "3",
               code=65).stderr.decode().splitlines()
    assert len(said) == 4, said
    (SCRATCH / "long.txt").write_text("x = " + "y" * 5_000_000 + "\n")
    said = run("rank", "d.csv", "--lexicon", "long.txt", code=65).stderr
    assert len(said) < 300, len(said)


def padding_is_passed_over():
    text = (SCRATCH / "d.csv").read_bytes()
    packed = gzip.compress(text[:500]) + gzip.compress(text[500:])
    (SCRATCH / "d.csv.gz").write_bytes(packed + bytes(1024))
    assert run("convert", "d.csv.gz").stdout == run("convert", "d.csv").stdout
    (SCRATCH / "d.csv.gz").write_bytes(packed + bytes(1024) + b"x")
    assert b"damaged" in run("convert", "d.csv.gz", code=65).stderr


def main():
    shutil.rmtree(SCRATCH, ignore_errors=True)
    SCRATCH.mkdir(parents=True)
    for case in (nothing_steers_a_terminal, nothing_is_raw_in_json_and_messages,
                 threads_are_done_without, lexicon_errors_are_capped, padding_is_passed_over):
        case()
        print(case.__name__, flush=True)


main()
