"""What people read, over simulated diaries: no sentence says more than the numbers hold, none is said
twice, all can be read.

Usage: check_words.py CULPRIT SCRATCH ROOT DIARIES.
"""
import json
import os
import math
import pathlib
import re
import subprocess
import sys

import readability

# Never said of what a diary shows; the fixed cautions may.
NEVER = re.compile(r"trigger|allerg|intoleran|\bavoid|\bcauses?\b|proven", re.I)
KINDS = (("--days", 180, "--n-triggers", 2, "--effect", 2),
         ("--days", 120, "--n-triggers", 0, "--n-protective", 0),
         ("--days", 150, "--n-triggers", 0, "--n-protective", 2, "--effect", 2),
         ("--days", 20, "--n-triggers", 1),
         ("--days", 240, "--n-triggers", 4, "--effect", 1),
         ("--days", 365, "--n-triggers", 1, "--effect", 0.9))
CELL = re.compile(r"^ *(\d+) (.*?) +(?:(\d+\.\d) points worse( \(small\))? \[(\d+\.\d), (\d+\.\d)\], |worse, )"
                  r".*? (<?\d+ in 100)$")


def run(*args):
    done = subprocess.run([str(arg) for arg in args], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 3), (args, done.stderr)
    return done.stdout


def texts_file(root):
    lines = (root / "src/report/words/texts/sentences.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines if ": " in line and not line.startswith("#"))


def unwrap(text):
    """Lines that only go on are joined: paragraphs of a table."""
    return re.sub(r"\n {2,}(?=\S)", " ", text)


def same(text, value):
    return math.isclose(float(text), abs(value), abs_tol=0.0500001)


def check_once(text, where):
    seen = set()
    for line in text.splitlines():
        for sentence in readability.sentences_of(line.lstrip("- ").strip()):
            if len(sentence.split()) < 4 or sentence.startswith("|"):
                continue
            assert sentence not in seen, (where, sentence)
            seen.add(sentence)


def days_of(finding):
    return finding["lag_days"][1] - finding["lag_days"][0] + 1 if finding["lag_days"] else 1


def check_table(text, report, code):
    lines = text.splitlines()
    worse = [finding for finding in report["findings"] if finding["direction"] == "worse"]
    least, most = (6, 14) if code == 3 else (1, 25)
    if len(worse) <= 5:
        assert least <= len(lines) <= most, (len(lines), text)
    rows = [match for line in lines if (match := CELL.match(line))]
    assert len(rows) == len(worse), text
    change = report["outcome"]["important_change"]
    for number, (row, finding) in enumerate(zip(rows, worse), 1):
        effect, days = finding["effect"], days_of(finding)
        assert row[1] == str(number), text
        assert finding["foods"][0].split("-")[0] in row[2], text
        is_known = effect["low"] > 0 or effect["high"] < 0
        assert (row[3] is not None) == is_known, text
        if is_known:
            for shown, key in ((row[3], "estimate"), (row[5], "low"), (row[6], "high")):
                assert same(shown, effect[key] / days), (text, finding)
            assert bool(row[4]) == (abs(effect["estimate"]) < change), text
        chances = min(95, int(20 * finding["probability"] + 1e-9) * 5)
        assert row[7] == (f"{chances} in 100" if chances else "<5 in 100"), (text, finding)
    for finding in report["findings"]:
        if finding["direction"] == "better":
            heading = text.index("Went with better skin: ")
            assert text.find(finding["foods"][0]) >= heading, text
    assert any(line.startswith("Next: culprit ") for line in lines[-3:]), text


def check_markdown(text, report):
    parts = dict(re.findall(r"(?ms)^## (.*?)\n(.*?)(?=^## |\Z)", text))
    worse = parts.get("Went with worse skin", "")
    for finding in report["findings"]:
        own = worse if finding["direction"] == "worse" else parts["Went with better skin"]
        sentence = next(line for line in own.splitlines()
                        if finding["foods"][0].split("-")[0] in line.lower())
        effect = finding["effect"]
        if effect["low"] > 0 or effect["high"] < 0:
            number = re.search(r"about (\d+\.\d) points? (?:worse|better)", sentence)
            assert same(number[1], effect["estimate"] / days_of(finding)), (sentence, finding)
            is_small = abs(effect["estimate"]) < report["outcome"]["important_change"]
            assert ("the least that matters" in sentence) == is_small, (sentence, finding)
        else:
            assert " points" not in sentence, (sentence, finding)
        if finding["direction"] == "better":
            assert finding["foods"][0] not in worse.lower(), text


def check_days(text):
    for number in re.findall(r"about (\d+) more days", text):
        assert int(number) <= 365, text


def check_never(text, fixed, where):
    for sentence in fixed:
        text = text.replace(sentence, "")
    found = NEVER.search(text)
    assert not found, (where, text[max(0, found.start() - 60):found.end() + 40])


def check_explain(text, row):
    effect = row["effect"]
    is_open = effect["low"] <= 0 <= effect["high"]
    has_effect = re.search(r"ratings would be \d+\.\d points? (?:higher|lower)", text)
    assert bool(has_effect) != is_open, (text, effect)


def names_in(report):
    names = {food["name"] for food in report["foods"] + report["skipped"]}
    for name in sorted(names | {name.replace("-", " ") for name in names}, key=len, reverse=True):
        yield re.compile(rf"\b(?:any )?{re.escape(name)}\b", re.I)


def check_reading(text, report):
    for name in names_in(report):
        text = name.sub("Milk", text)
    sentences = [sentence for line in text.splitlines() if line and not line.startswith("#")
                 for sentence in readability.sentences_of(line.lstrip("- "))]
    sentences = [s for s in sentences if not re.match(r"\d+ days? \(", s)]  # what was read: figures
    hard = [(round(readability.grade([s]), 1), s) for s in sentences if readability.grade([s]) > 12]
    assert not hard, hard
    whole = readability.grade(sentences)
    assert whole <= 8, (whole, sentences)
    return whole


def main():
    culprit, scratch, root = (pathlib.Path(arg).resolve() for arg in sys.argv[1:4])
    diaries = int(sys.argv[4])
    scratch.mkdir(parents=True, exist_ok=True)
    readability.check_counter(pathlib.Path(__file__).with_name("syllables.txt"))
    texts = texts_file(root)
    fixed = [texts[name] for name in ("association", "ask_first", "on_purpose", "leaving_out",
                                      "only_proof", "cleared")]
    fixed += ["before eating it more often on purpose, ask an allergist or dietitian"]
    fixed += [re.sub(r" ?\{.*?\} ?", " ", text).strip() for text in fixed]
    fixed += ["this says nothing about allergy", "allergist or dietitian"]
    grades, findings = [], 0
    # A long path would wrap the lines that name it.
    os.chdir(scratch)
    diary = pathlib.Path("diary.csv")
    for seed in range(1, diaries + 1):
        kind = KINDS[seed % len(KINDS)]
        run(culprit, "simulate", *kind, "--n-foods", 14, "--seed", seed, "-o", diary)
        report = json.loads(run(culprit, diary, "-f", "json"))
        findings += len(report["findings"])
        is_silent = all(food["verdict"] == "not_enough_data" for food in report["foods"])
        table = unwrap(run(culprit, diary))
        check_table(run(culprit, diary), report, 3 if is_silent else 0)
        markdown = run(culprit, diary, "-f", "markdown")
        check_markdown(markdown, report)
        answer = re.split(r"\n## (?:Foods|About single foods|Notes|What is often suspected)\n",
                          markdown)[0]
        first = run(culprit, "explain", report["foods"][0]["name"], diary) if report["foods"] else ""
        for where, text in (("table", table), ("markdown", markdown), ("explain", unwrap(first))):
            check_once(text, (seed, where))
            check_days(text)
            for caution in report["cautions"] if text else ():
                assert text.count(caution) == 1, (seed, where, caution)
        for where, text in (("table", table), ("answer", answer)):
            check_never(text, fixed, (seed, where))
        if report["foods"]:
            check_explain(unwrap(first), report["foods"][0])
        grades.append(check_reading(answer + '\n' + '\n'.join(report["cautions"]), report))
    assert findings > 0
    print(f"{diaries} diaries, {findings} findings; grade {min(grades):.1f} to {max(grades):.1f}")


main()
