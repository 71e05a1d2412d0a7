"""Reads the reports back with other people's readers: schemas hold, and all formats say the same.

Usage: check_outputs.py SAMPLES SCHEMAS. Exits 77 (skipped) without the jsonschema module.
"""
import csv
import html.parser
import json
import pathlib
import re
import sys
import xml.etree.ElementTree

try:
    import jsonschema
except ImportError:
    print("skipped: the python module jsonschema is missing (package python3-jsonschema)")
    sys.exit(77)

COLUMNS = ("rank name level verdict direction probability correlation lag_first lag_last lag_unit "
           "estimate low high unit p_value p_adjusted exposed_days finding reason").split()
PROBABILITY = re.compile(r'"(?:probability|p_adjusted|p_conditional|(?:q_)?p_value)": ?(\d[\d.e+-]*)')
TEXTS = {"name", "level", "verdict", "direction", "lag_unit", "unit", "reason"}


def refuse(token):
    raise ValueError(f"{token} is no JSON")


def load(path):
    text = path.read_text(encoding="utf-8")
    for number in PROBABILITY.findall(text):
        assert len(re.sub(r"e.*|\.", "", number).strip("0")) <= 6, (path, number)
    return json.loads(text, parse_constant=refuse)


def flat(food):
    """A food of the JSON report as a row of the flat formats."""
    assert (food["lag_days"] is None) == ("lag_hours" in food), food["name"]
    unit = "hours" if "lag_hours" in food else "days"
    first, last = food["lag_" + unit]
    effect = {key: value for key, value in food["effect"].items() if key != "level"}
    return {**{key: food.get(key) for key in COLUMNS}, **effect,
            "lag_first": first, "lag_last": last, "lag_unit": unit}


def guarded(text):
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def check_delimited(path, foods, delimiter):
    def shown(text):
        text = guarded(text)
        return re.sub(r"[\t\r\n]", " ", text) if delimiter == "\t" else text

    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=delimiter))
    assert len(rows) == len(foods), path
    for row, food in zip(rows, foods):
        expected = flat(food)
        assert list(row) == COLUMNS, path
        for key, cell in row.items():
            value = expected[key]
            if value is None:
                assert cell == "", (path, key, cell)
            elif key in TEXTS:
                assert cell == shown(value), (path, key, cell, value)
            else:
                assert float(cell) == value, (path, key, cell, value)


def effect_words(effect):
    if effect["estimate"] is None:
        return "-"

    def fixed(value, sign=""):
        text = f"{value:.1f}"
        if float(text) == 0:
            return text.lstrip("-")
        return ("+" if sign and value > 0 else "") + text

    limits = ["?" if effect[key] is None else fixed(effect[key]) for key in ("low", "high")]
    return f"{fixed(effect['estimate'], '+')} [{limits[0]}, {limits[1]}]"


def certainty_words(value):
    """Rounded down to fives, never above 95."""
    if value is None:
        return "-"
    chances = min(95, int(20 * value + 1e-9) * 5)
    return f"{chances} in 100" if chances else "<5 in 100"


def cells_of(report):
    """Effect, certainty and days of each food, as people read them."""
    sets = {finding["id"]: finding for finding in report["findings"] if len(finding["foods"]) > 1}
    cells = []
    for food in report["foods"]:
        probability = sets.get(food["finding"], food)["probability"]
        cells.append([effect_words(food["effect"]), certainty_words(probability),
                      str(food["exposed_days"])])
    return cells


def check_markdown(path, report):
    foods = report["foods"]
    rows = [line for line in path.read_text(encoding="utf-8").splitlines()
            if re.match(r"\| \d+ \|", line)]
    assert len(rows) == len(foods), path
    for row, food, expected in zip(rows, foods, cells_of(report)):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)(?:\\\\)*\|", row)[1:-1]]
        assert cells[0] == str(food["rank"]), row
        assert cells[4:7] == expected, (row, expected)


def check_table(path, report):
    foods = report["foods"]
    pattern = re.compile(r"^ *(\d+) .*? ([-+]?\d\S* \[\S+, \S+\]|-) +"
                         r"(<?\d+ in 100|-) +(\d+)(?: |$)")
    rows = [match for line in path.read_text(encoding="utf-8").splitlines()
            if (match := pattern.match(line))]
    assert len(rows) == len(foods), (path, len(rows), len(foods))
    for row, food, expected in zip(rows, foods, cells_of(report)):
        assert [row[1], row[2], row[3], row[4]] == [str(food["rank"]), *expected], row[0]


def check_rank(path, schema):
    report = load(path)
    jsonschema.validate(report, schema)
    stem = str(path)[:-len(".rank.json")]
    foods = report["foods"]
    lines = pathlib.Path(stem + ".ndjson").read_text(encoding="utf-8").split("\n")[:-1]
    assert [json.loads(line) for line in lines] == [
        {key: flat(food)[key] for key in COLUMNS} for food in foods], stem
    check_delimited(pathlib.Path(stem + ".csv"), foods, ",")
    check_delimited(pathlib.Path(stem + ".tsv"), foods, "\t")
    check_markdown(pathlib.Path(stem + ".md"), report)
    check_table(pathlib.Path(stem + ".txt"), report)


def check_hours(path):
    """Hours stand wherever days do not, and only there."""
    report = load(path)
    in_hours = "h" in report["settings"]["lags"]
    windows = [part for part in (report["food"], report["finding"], report["compared"]) if part]
    for window in windows:
        assert ("lag_hours" in window) == in_hours, path
        assert (window["lag_days"] is None) == in_hours, path
    for lag in report["food"]["profile"] if report["food"] else []:
        assert ("lag_hours" in lag) == (lag["lag"] is None) == in_hours, path


def check_refusals(path, schema):
    """The schema is strict: an unknown key, a missing key and a text for a number are refused."""
    report = load(path)
    report_with_more = {**report, "surprise": 1}
    report_with_less = {key: value for key, value in report.items() if key != "warnings"}
    report_with_text = {**report, "diary": {**report["diary"], "days": "180"}}
    for bad in (report_with_more, report_with_less, report_with_text):
        try:
            jsonschema.validate(bad, schema)
        except jsonschema.ValidationError:
            continue
        raise AssertionError(f"{path}: the schema accepts what it must not")


def check_foods(samples, schema):
    """The report of `foods`: the schema holds, the groups are the union of the items' sure ones."""
    jsonschema.Draft202012Validator.check_schema(schema)
    paths = sorted(samples.glob("*.foods.json"))
    assert len(paths) == 2, "foods samples"
    for path in paths:
        report = load(path)
        jsonschema.validate(report, schema)
        for phrase in report["phrases"]:
            union = {group for item in phrase["items"] for group in item["groups"]}
            assert set(phrase["groups"]) == union, phrase["text"]
            assert not union & set(phrase["maybe"]), phrase["text"]
            unknown = [item["term"] for item in phrase["items"] if not item["known"]]
            assert phrase["unknown"] == unknown, phrase["text"]
        for bad in ({**report, "surprise": 1}, {"schema": report["schema"]}):
            try:
                jsonschema.validate(bad, schema)
            except jsonschema.ValidationError:
                continue
            raise AssertionError(f"{path}: the schema accepts what it must not")
    print(f"{len(paths)} foods reports hold")


VOID = {"meta", "link", "br"}
ELEMENTS = set("""html head meta title style link body header main footer section div span h1 h2 h3
    p ul ol li article dl dt dd details summary progress figure figcaption svg desc g path line circle rect text table thead tbody tr th
    td""".split())


class Tags(html.parser.HTMLParser):
    """Every element is one of ours, and is closed where it was opened."""

    def __init__(self, path):
        super().__init__()
        self.path, self.open = path, []
        self.feed(path.read_text(encoding="utf-8"))
        assert not self.open, (path, self.open)

    def handle_starttag(self, tag, attrs):
        assert tag in ELEMENTS, (self.path, tag)
        assert not any(name.startswith("on") or name in ("src", "srcdoc") for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert tag in ELEMENTS, (self.path, tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, (self.path, tag)


def check_markup(samples):
    """Pages hold nothing but what we write; pictures are well-formed, whatever foods are called."""
    pages = sorted(samples.glob("*.html"))
    pictures = sorted(samples.glob("*.svg"))
    assert pages and pictures
    for page in pages:
        Tags(page)
    for picture in pictures:
        root = xml.etree.ElementTree.parse(picture).getroot()
        names = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert names <= ELEMENTS, (picture, names - ELEMENTS)
    print(f"{len(pages)} pages and {len(pictures)} pictures hold")


def main():
    samples, schemas = map(pathlib.Path, sys.argv[1:3])
    for kind in ("rank", "check", "explain"):
        schema = load(schemas / f"{kind}.schema.json")
        jsonschema.Draft202012Validator.check_schema(schema)
        paths = sorted(samples.glob(f"*.{kind}.json"))
        assert paths, f"no {kind} samples"
        for path in paths:
            if kind == "rank":
                check_rank(path, schema)
            else:
                jsonschema.validate(load(path), schema)
            if kind == "explain":
                check_hours(path)
            check_refusals(path, schema)
        print(f"{len(paths)} {kind} reports hold")
    check_markup(samples)
    check_foods(samples, load(schemas / "foods.schema.json"))


main()
