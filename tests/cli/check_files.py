"""check_files.py CULPRIT SCRATCH: what the program does to the files around it.

No file that is read is ever written, what is written appears whole under its name, links keep
pointing, and nothing that is no file makes the program wait.
"""

import os
import pathlib
import random
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time

CULPRIT = pathlib.Path(sys.argv[1]).resolve()
SCRATCH = pathlib.Path(sys.argv[2]).resolve()
HERE = SCRATCH / "here"
LEXICON = "rusk = rusk\n"
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "TMPDIR"}


def diary(days=4):
    text = "date,type,name,amount\n"
    for i in range(days):
        text += f"2024-11-{i + 1:02d},food,apple,1\n2024-11-{i + 1:02d},severity,eczema,{i % 3}\n"
    return text


def run(*arguments, code=0, said="", **options):
    """Runs in HERE; `said` must stand on standard error."""
    options.setdefault("env", ENVIRONMENT)
    ended = subprocess.run([CULPRIT, *arguments], cwd=HERE, capture_output=True, timeout=60,
                           **options)
    codes = code if isinstance(code, tuple) else (code,)
    assert ended.returncode in codes, (arguments, ended.returncode, ended.stderr)
    assert said.encode() in ended.stderr, (arguments, said, ended.stderr)
    return ended


def write(name, text=None):
    path = HERE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(diary() if text is None else text)
    return path


def text_of(name):
    return (HERE / name).read_text()


def mode_of(name):
    return stat.S_IMODE((HERE / name).stat().st_mode)


def names():
    return sorted(entry.name for entry in HERE.iterdir())


def refused(*arguments, said=""):
    """64, and not a byte of any file changes."""
    before = {path: path.read_bytes() for path in HERE.rglob("*") if path.is_file()}
    run(*arguments, code=64, said=said)
    after = {path: path.read_bytes() for path in HERE.rglob("*") if path.is_file()}
    assert before == after, (arguments, set(before) ^ set(after))


def a_partial_file_that_is_read():
    write("z.csv.partial")
    whole = "is a diary that is read"
    refused("z.csv.partial", "-o", "z.csv",
            said=f"option --output: file 'z.csv.partial' {whole}, and is kept for the unfinished "
                 "'z.csv'; expected another file")
    refused("check", "z.csv.partial", "--rejects", "z.csv", said=f"'z.csv.partial' {whole}")
    refused("batch", "z.csv.partial", "-o", "./z.csv", said=whole)
    write("in/q.csv")
    (HERE / "z.csv").symlink_to("in/new.csv")
    os.link(HERE / "in/q.csv", HERE / "in/new.csv.partial")
    refused("in/q.csv", "-o", "z.csv", said=whole)
    refused("batch", "in", "-o", "z.csv", said=whole)


def a_part_that_is_merged():
    for name in "abc":
        write(f"in/{name}.csv")
    parts = [f"p{i}.ndjson" for i in (1, 2, 3)]
    for i, part in enumerate(parts, 1):
        run("batch", "in", "--shard", f"{i}/3", "-o", part, code=(0, 65))
    os.rename(HERE / "p1.ndjson", HERE / "p1.ndjson.partial")
    refused("merge", "p1.ndjson.partial", *parts[1:], "-o", "p1.ndjson",
            said="file 'p1.ndjson.partial' is a part that is read")
    refused("merge", "p1.ndjson.partial", *parts[1:], "-o", "p2.ndjson", said="is a part that is")
    os.rename(HERE / "p1.ndjson.partial", HERE / "p1.ndjson")
    run("merge", *parts, "-o", "all.ndjson")
    assert text_of("all.ndjson") == run("batch", "in").stdout.decode()


def two_outputs_that_are_one():
    write("a.csv")
    same = "is the file of --output; expected another file"
    kept = "is kept for the unfinished file of --output; expected another file"
    refused("a.csv", "-o", "x.out", "--rejects", "x.out", said=f"option --rejects: file 'x.out' {same}")
    refused("a.csv", "-o", "x.out", "--rejects", "./x.out", said=f"file './x.out' {same}")
    refused("a.csv", "-o", "y.out", "--rejects", "y.out.partial", said=f"'y.out.partial' {kept}")
    refused("a.csv", "--rejects", "y.out", "-o", "y.out.partial",
            said="file 'y.out.partial', kept until it is complete, is the file of --output")
    refused("simulate", "-o", "b.csv", "--truth", "./b.csv", said=f"'./b.csv' {same}")
    refused("simulate", "-o", "z.csv", "--truth", "z.csv.partial", said=kept)
    (HERE / "sub").mkdir()
    refused("simulate", "-o", "b.csv", "--truth", "sub/../b.csv", said=same)
    refused("simulate", "-o", "b.csv", "--truth", str(HERE / "b.csv"), said=same)
    (HERE / "ln").symlink_to("b.csv")
    refused("simulate", "-o", "b.csv", "--truth", "ln", said=same)
    (HERE / "folder").symlink_to("sub")
    refused("simulate", "-o", "sub/b.csv", "--truth", "folder/b.csv", said=same)
    write("old")
    os.link(HERE / "old", HERE / "older")
    refused("a.csv", "-o", "old", "--rejects", "older", said=same)
    with open(HERE / "b.csv", "wb") as out:
        ended = subprocess.run([CULPRIT, "simulate", "--truth", "b.csv"], cwd=HERE, stdout=out,
                               stderr=subprocess.PIPE)
    assert ended.returncode == 64, ended
    assert b"option --truth: file 'b.csv' is the file of standard output" in ended.stderr
    run("simulate", "-o", "/dev/null", "--truth", "/dev/null")
    run("simulate", "-o", "/dev/stdout", "--truth", "/dev/stdout")


def whatever_is_read():
    write("a.csv")
    write("my.txt", LEXICON)
    write("cf", "lags = \"0..3\"\n")
    write("mm.txt", "a.csv\n")
    refused("a.csv", "--lexicon", "my.txt", "-o", "my.txt",
            said="file 'my.txt' is the lexicon that is read; expected another file")
    refused("a.csv", "--config", "cf", "-o", "cf", said="file 'cf' is the configuration that is read")
    refused("a.csv", "--config", "cf", "--rejects", "cf", said="option --rejects: file 'cf' is the")
    refused("batch", "@mm.txt", "-o", "mm.txt", said="file 'mm.txt' is a list of diaries that is read")
    refused("pool", "@mm.txt", "-o", "./mm.txt", said="is a list of diaries that is read")
    refused("batch", "@mm.txt", "-o", "a.csv", said="file 'a.csv' is a diary that is read")
    refused("foods", "rusk", "--lexicon", "my.txt", "-o", "my.txt", said="is the lexicon")
    os.link(HERE / "a.csv", HERE / "hard")
    (HERE / "soft").symlink_to("hard")
    (HERE / "folder").symlink_to(".")
    for name in ("hard", "soft", "folder/a.csv", "folder/soft"):
        refused("a.csv", "-o", name, said=f"file '{name}' is a diary that is read, as 'a.csv'")
        refused("batch", ".", "-o", name, said="is a diary that is read")
    with open(HERE / "a.csv", "rb") as given:
        run("-", "-o", "a.csv", stdin=given, code=64, said="is a diary that is read, as standard input")
    with open(HERE / "a.csv", "ab") as out:
        subprocess.run([CULPRIT, "a.csv"], cwd=HERE, stdout=out, stderr=subprocess.PIPE)
    assert text_of("a.csv") == diary()
    refused("none.csv", "-o", "none.csv", said="is a diary that is read")


def what_stands_at_the_name_of_the_partial():
    write("a.csv")
    write("victim", "SECRET\n")
    os.link(HERE / "victim", HERE / "r.json.partial")
    run("a.csv", "-f", "json", "-o", "r.json", code=(0, 3))
    assert text_of("victim") == text_of("r.json.partial") == "SECRET\n"
    # A name of another file is all that a batch takes away from it.
    os.link(HERE / "victim", HERE / "r.ndjson.partial")
    for resume in ([], ["--resume"]):
        run("batch", "a.csv", "-o", "r.ndjson", *resume)
        assert text_of("victim") == "SECRET\n" and not (HERE / "r.ndjson.partial").exists()
        assert (HERE / "r.ndjson").stat().st_nlink == 1
        (HERE / "r.ndjson").unlink()
        os.link(HERE / "victim", HERE / "r.ndjson.partial")
    (HERE / "r.ndjson.partial").unlink()
    # Work of an earlier run is not thrown away.
    write("r.ndjson.partial", "SECRET\n")
    run("batch", "a.csv", "-o", "r.ndjson", code=73,
        said="r.ndjson: file cannot be created: 'r.ndjson.partial' holds what an earlier run has "
             "done\n  --resume completes it; remove it to begin anew\n")
    assert text_of("r.ndjson.partial") == "SECRET\n"
    run("batch", "a.csv", "-o", "r.ndjson", "--resume", code=65)
    assert text_of("r.ndjson.partial") == "SECRET\n"
    (HERE / "r.ndjson.partial").unlink()
    (HERE / "r.ndjson.partial").symlink_to("victim")
    for more in ([], ["--resume"]):
        run("batch", "a.csv", "-o", "r.ndjson", *more, code=73, said="'r.ndjson.partial': Too many")
    (HERE / "r.ndjson.partial").unlink()
    os.mkfifo(HERE / "r.ndjson.partial")
    run("batch", "a.csv", "-o", "r.ndjson", "--resume", code=73, said="is not a regular file")
    (HERE / "r.ndjson.partial").unlink()
    (HERE / "r.ndjson.partial").mkdir()
    run("batch", "a.csv", "-o", "r.ndjson", code=73, said="Is a directory")
    assert text_of("victim") == "SECRET\n"


def modes_and_owners():
    write("a.csv", diary() + "junk,food,milk,1\n")
    (HERE / "r.json.partial").touch()
    os.chmod(HERE / "r.json.partial", 0o666)
    run("a.csv", "-f", "json", "-o", "r.json", code=(0, 3), umask=0o077)
    assert mode_of("r.json") == 0o600
    (HERE / "b.ndjson.partial").touch()
    os.chmod(HERE / "b.ndjson.partial", 0o666)
    run("batch", "a.csv", "-o", "b.ndjson", umask=0o077)
    assert mode_of("b.ndjson") == 0o600
    for before in (None, 0o666, 0o444, 0o400, 0o600):
        for umask in (0o000, 0o022, 0o777):
            if before is not None:
                write("rej.csv", "old")
                os.chmod(HERE / "rej.csv", before)
            run("a.csv", "--rejects", "rej.csv", code=(0, 3), umask=umask)
            assert mode_of("rej.csv") == 0o600, (before, umask, oct(mode_of("rej.csv")))
            assert "junk" in text_of("rej.csv")
            (HERE / "rej.csv").unlink()
    write("kept.ndjson", "old")
    os.chmod(HERE / "kept.ndjson", 0o640)
    run("batch", "a.csv", "-o", "kept.ndjson", umask=0)
    assert mode_of("kept.ndjson") == 0o640
    if os.geteuid() != 0:
        return print("no other users: not root")
    # Another user has made the file of rejected rows, or what looks like the rest of a batch.
    nobody = 65534
    write("rej.csv", "old")
    os.chown(HERE / "rej.csv", nobody, nobody)
    os.chmod(HERE / "rej.csv", 0o666)
    run("a.csv", "--rejects", "rej.csv", code=(0, 3))
    assert (HERE / "rej.csv").stat().st_uid == 0 and mode_of("rej.csv") == 0o600
    for more in ([], ["--resume"]):
        write("f.ndjson.partial", "")
        os.chown(HERE / "f.ndjson.partial", nobody, nobody)
        os.chmod(HERE / "f.ndjson.partial", 0o666)
        run("batch", "a.csv", "-o", "f.ndjson", *more, umask=0o022)
        assert (HERE / "f.ndjson").stat().st_uid == 0 and mode_of("f.ndjson") == 0o644
        (HERE / "f.ndjson").unlink()


def links():
    write("a.csv")
    (HERE / "sub").mkdir()
    for link, leads_to, made in (("ln", "tgt", "tgt"), ("ln2", "sub/tgt", "sub/tgt"),
                                 ("sub/up", "../up", "up"), ("ln3", str(HERE / "abs"), "abs")):
        (HERE / link).symlink_to(leads_to)
        run("a.csv", "-o", link, code=(0, 3))
        assert os.readlink(HERE / link) == leads_to and not (HERE / made).is_symlink()
        first = text_of(made)
        run("a.csv", "-o", link, "-f", "csv", code=(0, 3))
        assert os.readlink(HERE / link) == leads_to and text_of(made) != first
    for i in range(5):
        (HERE / f"c{i}").symlink_to(f"c{i + 1}")
    run("batch", "a.csv", "-o", "c0")
    assert all((HERE / f"c{i}").is_symlink() for i in range(5)) and text_of("c5")
    (HERE / "l1").symlink_to("l2")
    (HERE / "l2").symlink_to("l1")
    for command in ("rank", "batch"):
        run(command, "a.csv", "-o", "l1", code=73, said="l1: file cannot be created: Too many levels")
        assert os.readlink(HERE / "l1") == "l2" and os.readlink(HERE / "l2") == "l1"
    (HERE / "lost").symlink_to("none/tgt")
    run("a.csv", "-o", "lost", code=73, said="lost: file cannot be created: No such file or directory")
    (HERE / "into").symlink_to("sub")
    run("a.csv", "-o", "into", code=73, said="into: file cannot be created: Is a directory")
    run("a.csv", "-o", "new/", code=73, said="new/: file cannot be created: Is a directory")


def long_names():
    write("a.csv")
    for length in (200, 250, 255):
        run("a.csv", "-o", "n" * length, code=(0, 3))
        run("a.csv", "-o", "ü" * (length // 2), code=(0, 3))
    run("a.csv", "-o", "n" * 256, code=73, said="File name too long")
    run("batch", "a.csv", "-o", "n" * 255, code=73, said="File name too long")
    folder = HERE
    while len(str(folder)) < 3800:
        folder = folder / ("d" * 200)
    os.makedirs(folder)
    name = "x" * (4095 - len(str(folder)) - 1)
    run("a.csv", "-o", f"{folder}/{name}"[:4095], code=(0, 3) if len(name) <= 255 else 73)
    name = name[:255]
    run("a.csv", "-o", f"{folder}/{name}", code=(0, 3))
    assert [entry.name for entry in folder.iterdir()] == [name]


def what_is_no_file():
    write("a.csv")
    write("f/a.csv")
    os.mkfifo(HERE / "f/x.csv")
    os.mkfifo(HERE / "f/y.txt")
    (HERE / "f/null.csv").symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as server:
        os.chdir(HERE)  # names of sockets are short
        server.bind("f/sock.csv")
    left_out = ("4 files that would not end (named pipes, devices, sockets) are left out, such as "
                "'f/null.csv'")
    ended = run("batch", "f", said="f: " + left_out)
    assert ended.stdout.count(b'"index"') == 1, ended.stdout
    run("pool", "f", code=(0, 3, 65), said=left_out)
    run("batch", "f/*.csv", said="3 files that would not end")
    os.mkfifo(HERE / "ff")
    write("m.txt", "ff\na.csv\nf/sock.csv\n/dev/zero\nf\n")
    ended = run("batch", "@m.txt", said="ff: file is a named pipe; expected a diary in a regular file")
    assert ended.stdout.count(b'"status":"error"') == 4, ended.stdout
    for kind in (b"a named pipe", b"a socket", b"a device", b"a directory"):
        assert b"file is " + kind in ended.stdout, (kind, ended.stdout)
    write("m.csv", "subject,file\nanna,ff\nben,a.csv\n")
    ended = run("batch", "m.csv", said="ff: file is a named pipe")
    assert ended.stdout.count(b'"status":"error"') == 1
    pipe = "ff: file is a named pipe; expected "
    run("a.csv", "--config", "ff", code=78, said=pipe + "a configuration in a regular file")
    run("a.csv", "--lexicon", "ff", code=66, said=pipe + "a lexicon in a regular file")
    run("batch", "@ff", code=66, said=pipe + "a list of diaries in a regular file")
    run("pool", "@ff", code=66, said=pipe)
    run("foods", "rusk", "--lexicon", "f/sock.csv", code=66, said="file is a socket")
    run("f/sock.csv", code=66, said="f/sock.csv: file is a socket; expected a diary")
    run("/dev/zero", code=65)
    run("/dev/null", code=65, said="/dev/null: file is empty")
    run("a.csv", "--config", "/dev/zero", code=78)
    run("a.csv", "--config", "/dev/null", code=(0, 3))
    run("a.csv", "--lexicon", "/dev/null", code=(0, 3))
    run("f", code=66, said="f: file is a directory; expected a diary")
    run("/proc/self/status", code=65)
    write("c", "lags = \"0..3\"\n")
    shell = ["bash", "-c", '"$0" a.csv --config <(cat c) --lexicon <(sleep .2; echo "rusk = rusk")'
                           '; "$0" batch @<(sleep .2; echo a.csv) -q']
    if shutil.which("bash"):
        ended = subprocess.run([*shell, CULPRIT], cwd=HERE, capture_output=True, timeout=60)
        assert ended.returncode in (0, 3), ended
    # Named on the command line, a pipe is read.
    for command in ("rank", "batch"):
        with subprocess.Popen(["sh", "-c", "sleep .2; cat a.csv >ff"], cwd=HERE):
            assert run(command, "ff", code=(0, 3)).stdout
    if os.geteuid() == 0:
        os.mknod(HERE / "disk", stat.S_IFBLK | 0o600, os.makedev(7, 200))
        run("disk", code=66, said="disk: file")


def streams_are_written_as_they_are():
    write("a.csv")
    expected = run("a.csv", code=(0, 3)).stdout
    assert run("a.csv", "-o", "/dev/stdout", code=(0, 3)).stdout == expected
    assert run("a.csv", "-o", "/dev/fd/1", code=(0, 3)).stdout == expected
    write("log", "before\n")
    for name in ("/dev/stdout", "/proc/self/fd/1"):
        with open(HERE / "log", "ab") as out:
            subprocess.run([CULPRIT, "a.csv", "-o", name], cwd=HERE, stdout=out, check=False)
    assert text_of("log") == "before\n" + 2 * expected.decode()
    os.mkfifo(HERE / "pipe")
    with subprocess.Popen(["cat", "pipe"], cwd=HERE, stdout=subprocess.PIPE) as reader:
        run("a.csv", "-o", "pipe", code=(0, 3))
        assert reader.stdout.read() == expected
    assert stat.S_ISFIFO((HERE / "pipe").stat().st_mode)
    (HERE / "ln").symlink_to("pipe")
    with subprocess.Popen(["cat", "pipe"], cwd=HERE, stdout=subprocess.PIPE) as reader:
        run("batch", "a.csv", "-o", "ln")
        assert reader.stdout.read()
    run("a.csv", "-o", "/dev/full", code=74, said="/dev/full: file cannot be written: No space left")
    assert names() == ["a.csv", "ln", "log", "pipe"]


def temporary_files():
    """A stream of some MiB needs no folder; for more, TMPDIR comes first."""
    text = diary()
    if sys.platform == "linux" and shutil.which("unshare"):
        script = ("mount -t tmpfs -o ro none /tmp && mount -t tmpfs -o ro none /var/tmp || exit 99;"
                  ' "$0" - <a.csv; one=$?; TMPDIR=$PWD/tmp "$0" - <large.csv; echo "codes $one $?";'
                  ' "$0" - <large.csv')
        outside = pathlib.Path("/dev/shm") / f"culprit-{os.getpid()}"  # not below /tmp
        (outside / "tmp").mkdir(parents=True)
        try:
            (outside / "a.csv").write_text(text)
            (outside / "large.csv").write_text(text + ("2024-11-01,food,pear,1" + 1000 * " " + "\n") * 9_000)
            shutil.copy(CULPRIT, outside / "culprit")
            ended = subprocess.run(["unshare", "-m", "sh", "-c", script, outside / "culprit"],
                                   cwd=outside, capture_output=True, env=ENVIRONMENT)
        finally:
            shutil.rmtree(outside)
        if ended.returncode in (1, 99):
            print("no read-only /tmp: it cannot be mounted here")
        else:
            assert b"codes 3 3" in ended.stdout or b"codes 0 0" in ended.stdout, ended
            assert ended.returncode == 74 and b"expected to keep the stream in TMPDIR" in ended.stderr
    for folder in ("/nowhere", "relative", "/dev/null", ""):
        run("-", input=text.encode(), code=(0, 3), env={**ENVIRONMENT, "TMPDIR": folder})
    assert names() == []


def a_diary_that_changes():
    """Whoever changes a file while it is read is noticed."""
    write("a.csv")
    write("m.txt", "a.csv\nlarge.csv\n")
    large = diary() + "2024-11-01,food,pear,1\n" * 300_000

    def changed_by(change, *arguments, code):
        """What the program says; tried again where it was quicker than the change."""
        for _ in range(12):
            said = b"".join(raced(change, *arguments, code=code))
            if b"changed while" in said:
                return said
        raise AssertionError((change.__name__, said))

    def raced(change, *arguments, code):
        write("large.csv", large)
        with subprocess.Popen([CULPRIT, *arguments], cwd=HERE, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as child:
            number = f"/proc/{child.pid}/fd"
            while child.poll() is None:
                try:
                    if any(os.readlink(f"{number}/{fd}").endswith("large.csv")
                           for fd in os.listdir(number)):
                        break
                except OSError:
                    continue
            child.send_signal(signal.SIGSTOP)
            change()
            child.send_signal(signal.SIGCONT)
            out, err = child.communicate()
        assert child.returncode in (code, 0, 3), (change.__name__, child.returncode, err)
        return out, err

    def grows():
        with open(HERE / "large.csv", "a", encoding="utf-8") as file:
            file.write("2024-11-02,food,pear,1\n")

    def is_replaced():
        write("other", large)
        os.rename(HERE / "other", HERE / "large.csv")

    def is_cut():
        os.truncate(HERE / "large.csv", 100)

    def is_touched():
        os.utime(HERE / "large.csv")

    for change in (grows, is_replaced, is_cut, is_touched):
        said = changed_by(change, "large.csv", code=74)
        assert b"large.csv: file changed while it was read; expected it to stay as it is" in said
        said = changed_by(change, "batch", "@m.txt", code=0)
        assert said.count(b'"code":"changed"') == 1 and said.count(b'"status":"error"') == 1, said


def signals():
    """At any moment, nothing is left but what a batch keeps."""
    write("a.csv", diary(20) + "junk,food,pear,1\n" * 50)
    rng = random.Random(7)
    begun = time.monotonic()
    run("a.csv", "-o", "r", "--rejects", "j", code=(0, 3))
    lasts = time.monotonic() - begun
    for i in range(60):
        for name in ("r", "j"):
            if (HERE / name).exists():
                (HERE / name).unlink()
        number = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)[i % 3]
        with subprocess.Popen([CULPRIT, "a.csv", "-o", "r", "--rejects", "j"], cwd=HERE,
                              stderr=subprocess.DEVNULL) as child:
            time.sleep(rng.uniform(0, 1.1 * lasts))
            child.send_signal(number)
        assert child.returncode in (0, 3, 130, -number), child.returncode
        assert set(names()) <= {"a.csv", "r", "j"}, names()


def main():
    cases = [a_partial_file_that_is_read, a_part_that_is_merged, two_outputs_that_are_one,
             whatever_is_read, what_stands_at_the_name_of_the_partial, modes_and_owners, links,
             long_names, what_is_no_file, streams_are_written_as_they_are, temporary_files,
             a_diary_that_changes, signals]
    chosen = sys.argv[3:]
    for case in cases:
        if chosen and case.__name__ not in chosen:
            continue
        shutil.rmtree(SCRATCH, ignore_errors=True)
        HERE.mkdir(parents=True)
        begun = time.monotonic()
        case()
        print(f"{case.__name__}: {time.monotonic() - begun:.1f} s", flush=True)
    os.chdir("/")
    shutil.rmtree(SCRATCH, ignore_errors=True)


main()
