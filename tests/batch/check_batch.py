"""check_batch.py CULPRIT SCHEMAS SCRATCH: results of batches against the schema and against `rank`.

Also: csv is the ndjson's rows, shards merge to the same bytes for any number of shards and threads,
and input from a pipe, packed or sorted otherwise gives the same lines.
"""

import ctypes
import ctypes.util
import gzip
import json
import pathlib
import re
import resource
import shutil
import subprocess
import sys

import jsonschema

CULPRIT = pathlib.Path(sys.argv[1]).resolve()
SCHEMAS = pathlib.Path(sys.argv[2]).resolve()
SCRATCH = pathlib.Path(sys.argv[3])

xxh3 = ctypes.CDLL(ctypes.util.find_library("xxhash")).XXH3_64bits
xxh3.restype, xxh3.argtypes = ctypes.c_uint64, [ctypes.c_char_p, ctypes.c_size_t]

PARTS = ["diary", "outcome", "findings", "foods", "skipped", "warnings"]


def culprit(*arguments, code=0, **options):
    ended = subprocess.run([CULPRIT, *arguments], cwd=SCRATCH, capture_output=True, **options)
    assert code is None or ended.returncode == code, (arguments, ended.returncode, ended.stderr.decode())
    return ended.stdout


def make_diaries():
    """Seven people in one file, and a folder with some of them and some that cannot be used."""
    shutil.rmtree(SCRATCH, ignore_errors=True)
    (SCRATCH / "folder/deeper").mkdir(parents=True)
    rows = []
    for i in range(7):
        text = culprit("simulate", "--seed", str(i + 1), "--days", "40" if i else "12",
                       "--n-foods", "5", "--n-triggers", "1", "--effect", "3").decode()
        header, *lines = text.splitlines()
        assert header.startswith("subject,") or "subject" not in header, header
        name = f"=anna{i}" if i == 3 else f"anna{i}"
        if header.startswith("subject,"):
            lines = [line[line.index(","):] for line in lines]
        else:
            header, lines = "subject," + header, ["," + line for line in lines]
        rows += [name + line for line in lines]
        one = "\n".join([header, *lines]) + "\n"
        place = SCRATCH / "folder" / ("deeper" if i % 2 else ".") / f"{i}.csv"
        place.write_text(one)
    (SCRATCH / "all.csv").write_text("\n".join([header, *rows]) + "\n")
    (SCRATCH / "folder/empty.csv").write_text("")
    (SCRATCH / "folder/book.csv").write_bytes(b"PK\x03\x04 a workbook")
    (SCRATCH / "folder/notes.md").write_text("no diary\n")
    (SCRATCH / "folder/.hidden.csv").write_text("no diary\n")


def checksum_of(text):
    return f"{xxh3(text, len(text)):016x}"


def without_checksums(text):
    return re.sub(rb',"xxh3":"[0-9a-f]{16}"', b"", text)


def check_checksums(whole):
    """Of each line: its bytes before the key. Of the last one: all bytes before the key."""
    before = 0
    for line in whole.splitlines(keepends=True)[1:]:
        before = whole.index(line, before)
        key = line.rindex(b'"xxh3"')
        is_last = line.startswith(b'{"schema"')
        covered = whole[:before + key] if is_last else line[:key]
        assert json.loads(line)["xxh3"] == checksum_of(covered), line
    assert is_last


def check_schema(lines):
    schema = json.loads((SCHEMAS / "batch.schema.json").read_text())
    resolver = jsonschema.RefResolver(f"file://{SCHEMAS}/batch.schema.json", schema)
    validator = jsonschema.Draft202012Validator(schema, resolver=resolver)
    for line in lines:
        validator.validate(json.loads(line))
    unknown = json.loads(lines[1])
    unknown["unknown"] = 1
    assert not validator.is_valid(unknown)


def check_against_rank(lines):
    """A line holds what `rank` says of the diary alone."""
    for line in list(map(json.loads, lines[1:-1]))[::3]:
        if line["status"] == "error":
            continue
        of_one = ["--subject", line["subject"]] if line["subject"] else []
        code = 3 if line["status"] == "too_little_data" else 0
        alone = json.loads(culprit("rank", line["file"], "-f", "json", *of_one, code=code))
        for part in PARTS:
            assert line[part] == alone[part], (line["file"], part)


def numbers_in(html, food):
    """The data- attributes of a food's row in the forest plots."""
    at = html.index(f'data-food="{food["name"]}" data-level="{food["level"]}" '
                    f'data-window="{food["window"]}"')
    row = html[html.rindex("<", 0, at):html.index(">", at)]
    return {key: float(value) for key, value in re.findall(r'data-([a-z-]+)="(-?[0-9.e-]+)"', row)}


def check_pool():
    """Pooled effects: schema, the page's numbers are those of the json, the same for any threads."""
    schema = json.loads((SCHEMAS / "pool.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    text = culprit("pool", "all.csv", "-f", "json")
    pooled = json.loads(text)
    validator.validate(pooled)
    pooled["unknown"] = 1
    assert not validator.is_valid(pooled)
    assert culprit("pool", "all.csv", "-f", "json", "--threads", "1") == text
    assert pooled["persons"] == 7 and pooled["left_out"] == [], pooled["left_out"]
    assert pooled["foods"] and all(len(food["estimates"]) == food["persons"]
                                   for food in pooled["foods"])
    html = culprit("pool", "all.csv", "-f", "html").decode()
    assert "<script" not in html and "http" not in html.replace("http-equiv", "")
    for food in pooled["foods"]:
        shown = numbers_in(html, food)
        assert shown["estimate"] == food["estimate"]
        assert [shown["low"], shown["high"]] == food["interval"]
        assert [shown["prediction-low"], shown["prediction-high"]] == food["prediction"]
    table = culprit("pool", "all.csv").decode()
    assert max(map(len, table.splitlines())) <= 80
    first = pooled["foods"][0]
    assert f'{100 * first["estimate"]:+.1f}' in table
    assert culprit("pool", "folder/0.csv", code=3).startswith(b"At least 5 people are needed; found 1.")
    culprit("pool", "folder/empty.csv", code=65)


def check_many_parts(whole):
    """More parts than files may be open at first."""
    header, *lines, _ = whole.decode().splitlines()
    parts = []
    for i in range(80):
        mine = [line for line in lines if json.loads(line)["index"] % 80 == i]
        share = f'"shard":{{"index":{i + 1},"count":80,"diaries":{len(mine)}}}'
        parts.append(f"many-{i}.ndjson")
        text = "\n".join([header.replace('"shard":null', share), *mine,
                          f'{{"schema":"culprit.batch_end/1","diaries":{len(mine)},'])
        text += f'"xxh3":"{checksum_of(text.encode())}"}}\n'
        (SCRATCH / parts[-1]).write_text(text)

    def few_files():
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (40, hard))

    assert culprit("merge", *parts, preexec_fn=few_files) == whole


def main():
    make_diaries()
    check_pool()
    whole = culprit("batch", "all.csv")
    lines = whole.decode().splitlines()
    assert len(lines) == 9, len(lines)
    assert [json.loads(line)["index"] for line in lines[1:-1]] == list(range(7))
    assert {json.loads(line)["status"] for line in lines[1:-1]} == {"ok", "too_little_data"}
    check_schema(lines)
    check_against_rank(lines)

    folder = culprit("batch", "folder")
    lines = folder.decode().splitlines()
    files = [json.loads(line)["file"] for line in lines[1:-1]]
    assert files == sorted(files) and len(files) == 9, files
    errors = [json.loads(line) for line in lines[1:-1] if '"status":"error"' in line]
    assert [error["error"]["code"] for error in errors] == ["not_a_table", "empty_file"], errors
    check_schema(lines)
    check_against_rank(lines)
    assert culprit("batch", "folder/*.csv", "folder/deeper/3.csv", "folder/deeper", "folder/0.csv",
                   "--threads", "3") == folder

    for name, arguments in (("all", ["all.csv"]), ("folder", ["folder"])):
        single = culprit("batch", *arguments)
        csv = culprit("batch", *arguments, "-f", "csv")
        (SCRATCH / f"{name}.ndjson").write_bytes(single)
        assert culprit("merge", f"{name}.ndjson", "-f", "csv") == csv
        assert b"\n3,'=anna3," in csv or name == "folder"
        for shards in (1, 3) if name == "all" else (2,):
            parts = []
            for i in range(shards, 0, -1):
                parts.append(f"{name}-{i}.ndjson")
                part = culprit("batch", *arguments, "--shard", f"{i}/{shards}", "-o", parts[-1],
                               "--threads", str(1 + i % 3), code=None)
                assert part == b""
            assert culprit("merge", *parts) == single, (name, shards)
            assert culprit("merge", *parts, "-f", "csv") == csv, (name, shards)

    check_many_parts(whole)
    check_checksums(whole)
    check_checksums(folder)
    check_checksums(culprit("batch", "all.csv", "--fdr-scope", "batch"))

    text = (SCRATCH / "all.csv").read_bytes()
    (SCRATCH / "all.csv.gz").write_bytes(gzip.compress(text))
    piped = culprit("batch", "-", input=text)
    assert without_checksums(piped.replace(b'"-"', b'"all.csv"')) == without_checksums(whole)
    packed = culprit("batch", "all.csv.gz")
    assert without_checksums(packed.replace(b"all.csv.gz", b"all.csv")) == without_checksums(whole)

    (SCRATCH / "list.txt").write_text("folder/2.csv\n\nfolder/4.csv\nfolder/nowhere.csv\n")
    listed = [json.loads(line) for line in culprit("batch", "@list.txt").splitlines()[1:-1]]
    assert [line["file"] for line in listed] == ["folder/2.csv", "folder/4.csv",
                                                 "folder/nowhere.csv"]
    assert listed[2]["error"]["code"] == "no_such_file"
    (SCRATCH / "people.csv").write_text("subject,file\nben,folder/2.csv\nanna,folder/4.csv\n"
                                        "anna,folder/6.csv\n")
    named = [json.loads(line) for line in culprit("batch", "people.csv").splitlines()[1:-1]]
    assert [line["subject"] for line in named] == ["ben", "anna"]
    assert named[1]["diary"]["files"] == ["folder/4.csv", "folder/6.csv"]


main()
