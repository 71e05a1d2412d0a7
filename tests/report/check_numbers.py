"""What people read are the numbers of the JSON, rounded: over twenty simulated diaries the rows of
table, markdown and HTML, and the data attributes of the figures.

Usage: check_numbers.py CULPRIT SCRATCH.
"""
import html.parser
import json
import math
import pathlib
import re
import subprocess
import sys

DIARIES = 20
EFFECT = re.compile(r"([+-]?\d+\.\d+) \[(-?\d+\.\d+), (-?\d+\.\d+)\]")


def run(*args):
    done = subprocess.run([str(arg) for arg in args], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 3), (args, done.stderr)
    return done.stdout


class Page(html.parser.HTMLParser):
    """The cells of the table of foods, the rows of the forest, the lags by food, the cards."""

    def __init__(self, text):
        super().__init__()
        self.section, self.cells, self.forest, self.lags = "", [], [], {}
        self.cards, self.in_fact, self.chances = [], False, []
        self.in_cell, self.in_sub, self.food = False, False, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in ("section", "details"):
            self.section = attrs.get("id", "")
        if tag in ("td", "th") and self.section == "foods" and attrs.get("scope") != "col":
            self.in_cell = True
            self.cells.append("")
        if tag == "article":
            self.cards.append([])
        self.in_fact = tag in ("h3", "dd")
        if self.in_fact:
            self.cards[-1].append("")
        if "data-in-hundred" in attrs:
            self.chances.append(int(attrs["data-in-hundred"]))
        if attrs.get("class") == "sub":
            self.in_sub = True
        if "data-estimate" in attrs:
            self.forest.append(attrs)
        if tag == "svg" and attrs.get("id", "").startswith("lags-"):
            self.food = (attrs["data-food"], attrs["data-level"])
        if "data-lag" in attrs:
            self.lags.setdefault(self.food, []).append(attrs)

    def handle_endtag(self, tag):
        self.in_fact = False
        if tag in ("td", "th"):
            self.in_cell = False
        if tag == "span":
            self.in_sub = False

    def handle_data(self, data):
        if self.in_fact:
            self.cards[-1][-1] += data
        if self.in_cell and not self.in_sub:
            self.cells[-1] += data


def same(text, value):
    """Whether a printed number is the value rounded to its decimals (half either way)."""
    decimals = len(text.partition(".")[2])
    return math.isclose(float(text), value, rel_tol=0, abs_tol=0.5000001 * 10 ** -decimals)


def check_effect(text, food):
    found = EFFECT.search(text)
    assert found, (text, food["name"])
    for shown, key in zip(found.groups(), ("estimate", "low", "high")):
        assert same(shown, food["effect"][key]), (text, food["name"], key)


def check_page(page, report):
    foods = report["foods"]
    columns = 7
    assert len(page.cells) == columns * len(foods)
    for i, food in enumerate(foods):
        cells = page.cells[columns * i:columns * (i + 1)]
        name = food["name"] if food["level"] == "food" else food["name"].replace("-", " ")
        assert cells[0].endswith(name), cells
        check_effect(cells[3], food)
        assert cells[5] == str(food["exposed_days"]), cells
        needed = food["needed"]
        assert cells[6] == ("" if not needed else
                            f"about {needed['days']}" if needed["days"] else "over a year"), cells
    by_name = {(food["name"], food["level"]): food for food in foods}
    for row in page.forest:
        food = by_name[(row["data-food"], row["data-level"])]
        for key in ("estimate", "low", "high"):
            assert float(row["data-" + key]) == food["effect"][key], row
    for name, lags in page.lags.items():
        profile = {str(lag["lag"]): lag
                   for lag in by_name[name]["profile"]}
        for lag in lags:
            for key in ("effect", "low", "high"):
                assert float(lag["data-" + key]) == profile[lag["data-lag"]][key], (name, lag)


def chances(probability):
    """Of 100, rounded down to a multiple of 5, at most 95."""
    return min(95, 5 * math.floor(20 * probability + 1e-9))


def check_cards(page, report):
    """Name, chances and size a day of the first five findings, worse ones first."""
    first = sorted(report["findings"][:5], key=lambda finding: finding["direction"] == "better")
    assert len(page.cards) == len(first), page.cards
    for (name, certainty, size, _), finding in zip(page.cards, first):
        assert all(food.replace("-", " ") in name.lower() for food in finding["foods"]), name
        shown = chances(finding["probability"])
        assert certainty == (f"{shown} in 100" if shown else "under 5 in 100"), (certainty, finding)
        days = finding["lag_days"][1] - finding["lag_days"][0] + 1
        effect = finding["effect"]
        if effect["low"] <= 0 <= effect["high"]:
            assert size == "not clear", (size, finding)
        else:
            assert same(size.split()[0], abs(effect["estimate"]) / days), (size, finding)
    assert page.chances == [chances(finding["probability"]) for finding in report["findings"][:1]]


def check_lines(text, report):
    lines = [line for line in text.splitlines() if EFFECT.search(line)]
    assert len(lines) == len(report["foods"]), (len(lines), len(report["foods"]))
    for line, food in zip(lines, report["foods"]):
        assert re.match(rf"\W*{food['rank']}\b", line), line
        check_effect(line, food)
        assert re.search(rf"\b{food['exposed_days']}\b", line), line


def main():
    culprit, scratch = (pathlib.Path(arg).resolve() for arg in sys.argv[1:3])
    scratch.mkdir(parents=True, exist_ok=True)
    rows = findings = 0
    for seed in range(1, DIARIES + 1):
        diary = scratch / "diary.csv"
        run(culprit, "simulate", "--days", 90 + 5 * seed, "--n-foods", 14, "--n-triggers",
            seed % 3, "--effect", 2, "--seed", seed, "-o", diary)
        report = json.loads(run(culprit, diary, "-f", "json"))
        page = Page(run(culprit, diary, "-f", "html"))
        check_page(page, report)
        check_cards(page, report)
        check_lines(run(culprit, diary, "-v"), report)
        check_lines(run(culprit, diary, "-f", "markdown"), report)
        rows += len(report["foods"])
        findings += len(report["findings"])
    assert findings > 0
    print(f"{DIARIES} diaries, {rows} rows, {findings} findings: all formats say the same")


main()
