#!/usr/bin/env python3
"""Scores the reading of tables on public files that are not part of this repository.

    CULPRIT_TABLES_DIR=FOLDER python3 -B tests/csv/score_tables.py build/dev/tests/csv/dump_tables \\
        [build/dev/culprit] [-v]

FOLDER holds any of
  polluted_files, survey_sample, pollock_weights.json   github.com/HPI-Information-Systems/Pollock
  python                                                github.com/ws-garcia/CSVsniffer

Exit 0 = every bound holds, 1 = one does not, 77 = no set is there. Pollock's score of a file is ten
shares: read at all, and precision, recall and F1 of header, records and cells against the clean
file, as multisets; of ten files the mean is the simple score. Cells of headers and records are
compared in lower case and numbers by their value. A clean file whose columns are named col_0, col_1
… is of a table without a header: these names are not asked for.
"""

import collections
import csv
import io
import json
import os
import subprocess
import sys

csv.field_size_limit(1 << 30)
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "verticalslash": "|", "vslash": "|",
              "colon": ":", "space": " "}
QUOTES = {"doublequote": '"', "singlequote": "'"}

failures = []


def bound(what, value, least):
    print(f"{what}: {value:.4f} (>= {least}{'' if value >= least else ', missed'})")
    if value < least:
        failures.append(what)


def read_all(dump, paths):
    """For each path its dialect and rows, or the code of the error."""
    names = "".join(path + "\n" for path in paths).encode()
    out = subprocess.run([dump], input=names, capture_output=True, check=True).stdout
    stream = io.BytesIO(out)
    for path in paths:
        head = stream.readline().decode().split()
        if head[0] == "error":
            yield path, None, head[1]
            continue
        text = stream.read(int(head[0])).decode("utf-8", "replace")
        yield path, (chr(int(head[1])), chr(int(head[2]))), rows_of(text)


def rows_of(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def normal(cell):
    try:
        return str(float(cell))
    except ValueError:
        return cell.lower()


def shares(wanted, found):
    if not wanted:
        return [1, 1, 1]
    common = sum((collections.Counter(wanted) & collections.Counter(found)).values())
    if common == 0:
        return [0, 0, 0]
    precision, recall = common / len(wanted), common / len(found)
    return [precision, recall, 2 * precision * recall / (precision + recall)]


def score(clean, loaded):
    if not clean:
        return 10
    header = shares([normal(c) for c in clean[0]], [normal(c) for c in loaded[0]] if loaded else [])
    records = [["".join(map(normal, row)) for row in rows[1:]] for rows in (clean, loaded)]
    cells = [[cell for row in rows for cell in row] for rows in (clean, loaded)]
    return 1 + sum(header + shares(*records) + shares(*cells))


def score_pollock(dump, folder):
    names = sorted(os.listdir(os.path.join(folder, "csv")))
    paths = [os.path.join(folder, "csv", name) for name in names]
    scores = {}
    for name, (_, dialect, rows) in zip(names, read_all(dump, paths)):
        with open(os.path.join(folder, "clean", name), encoding="utf-8-sig", newline="") as file:
            clean = list(csv.reader(file))
        if clean and clean[0][0] == "col_0" and dialect:
            rows = [clean[0]] + rows
        scores[name] = score(clean, rows) if dialect else 0
        if "-v" in sys.argv and scores[name] < 9.99:
            print(f"{scores[name]:.3f}", name, rows if not dialect else dialect, sep="\t")
    return scores


def score_dialects(dump, folder, name, files, least):
    with open(os.path.join(folder, "ground truth", name), encoding="utf-8") as file:
        truth = list(csv.DictReader((line for line in file if line[0] != "#"), delimiter="|"))
    rows = [row for row in truth if os.path.exists(os.path.join(folder, files, row["file_name"]))]
    paths = [os.path.join(folder, files, row["file_name"]) for row in rows]
    right = {"fields_delimiter": 0, "quotechar": 0}
    for row, (_, dialect, _) in zip(rows, read_all(dump, paths)):
        for i, (what, known) in enumerate((("fields_delimiter", DELIMITERS), ("quotechar", QUOTES))):
            wanted = known.get(row[what], row[what] or None)
            is_right = dialect is not None and wanted in (dialect[i], None, "")
            right[what] += is_right
            if "-v" in sys.argv and not is_right:
                print(files, row["file_name"], what, row[what], dialect, sep="\t")
    for what, least_share in zip(right, least):
        bound(f"{files}, {len(rows)} files: {what}", right[what] / len(rows), least_share)


def account_for_rows(culprit, folder):
    """Every file is read with every row accounted for, or refused with a message."""
    paths = [os.path.join(at, name) for at, _, names in os.walk(folder, followlinks=True)
             for name in names if name.lower().endswith(".csv") and os.sep + "clean" not in at]
    wrong = 0
    for path in paths:
        result = subprocess.run([culprit, "check", "-f", "json", path], capture_output=True,
                                check=False)
        files = json.loads(result.stdout)["files"] if result.stdout else []
        holds = result.returncode in (0, 1, 65) and (bool(files) or bool(result.stderr)) and all(
            file["rows"] == sum(file[fate] for fate in ("used", "merged", "skipped", "rejected"))
            for file in files)
        wrong += not holds
        if not holds:
            print(path, result.returncode, result.stderr[:200])
    bound(f"{len(paths)} files: every row used, merged, skipped or rejected by name",
          1 - wrong / max(1, len(paths)), 1)


def main():
    folder = os.environ.get("CULPRIT_TABLES_DIR", "")
    dump = sys.argv[1]
    pollock, sniffer = os.path.join(folder, "polluted_files"), os.path.join(folder, "python")
    if not folder or not (os.path.isdir(pollock) or os.path.isdir(sniffer)):
        print("no set in CULPRIT_TABLES_DIR")
        return 77
    if os.path.isdir(pollock):
        scores = score_pollock(dump, pollock)
        bound(f"Pollock, {len(scores)} files: simple", sum(scores.values()) / len(scores), 9.98)
        with open(os.path.join(folder, "pollock_weights.json"), encoding="utf-8") as file:
            weights = json.load(file)
        total = sum(weights[name] for name in scores)
        bound("Pollock: weighted", sum(weights[n] * s for n, s in scores.items()) / total, 9.95)
        survey = score_pollock(dump, os.path.join(folder, "survey_sample"))
        bound(f"Pollock, {len(survey)} files of the survey", sum(survey.values()) / len(survey), 9.33)
    if os.path.isdir(sniffer):
        for name, files, least in (("POLLOCK", "CSV", (.979, .995)),
                                   ("W3C-CSVW", "W3C-CSVW", (.995, .995)),
                                   ("CCSV-manual_Dialect_Annotation", "CSV_Wrangling", (.945, .97))):
            suffix = "" if name.startswith("CCSV") else "-dialect_annotations"
            score_dialects(dump, sniffer, f"{name}{suffix}.txt", files, least)
    if len(sys.argv) > 2 and sys.argv[2] != "-v":
        account_for_rows(sys.argv[2], folder)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
