#!/usr/bin/env python3
"""lives.py CULPRIT [--diaries N] [--output docs/calibration_lives.md]: how often the program is right
about lives that its own simulator does not know.

Each life is written from a sentence: shifts, holidays and stress that change skin and menu together,
two times of rating, a floor, effects of several kinds. Seeds on which rules were chosen stand beside
seeds that only confirmed them. Everything is measured from outside, by the results of the program.
"""

import argparse
import datetime
import json
import math
import pathlib
import random
import subprocess
import tempfile

FOODS = """bread rice pasta potato oats banana apple orange strawberry grape tomato cucumber carrot
broccoli spinach lettuce onion garlic mushroom pepper chicken beef pork turkey lamb salmon tuna cod
shrimp egg milk yogurt cheese butter cream almond walnut peanut cashew hazelnut tofu soy_milk lentil
chickpea bean pea corn avocado honey chocolate coffee tea wine beer pizza ice_cream cookies crisps
ketchup mustard""".split()
FOODS = [food.replace("_", " ") for food in FOODS]
FIRST_DAY = datetime.date(2024, 1, 1)
SEEDS = {"chosen": 1000, "confirmed": 9000}

# What moves the skin and the menu, how culprits act and how the diary is kept.
LIVES = {
    "nothing": {},
    "shifts of four days": {"shift": "regular"},
    "shifts of 3 to 7 days": {"shift": "irregular"},
    "holidays": {"holidays": True},
    "hidden stress": {"stress": 1.1, "comfort": 1.4},
    "stress of the same day, written down": {
        "stress": 0.75, "comfort": 1.3, "written": True, "comfort_foods": 3, "evening": True},
    "two times of rating": {"times": ((17 * 60, -0.6), (22 * 60, 0.6))},
    "ratings mostly 0": {"floor": True},
    "three culprits": {"culprits": (0.8, 1.1)},
    "three weak culprits": {"culprits": (0.55, 0.75)},
    "delayed effects": {"culprits": (1.5, 2.1), "delayed": True, "days": 240},
    "eaten together on 95 % of days": {"culprits": (0.8, 1.1), "companions": True},
    "shifts and three culprits": {"shift": "regular", "culprits": (0.8, 1.1)},
    "hidden stress and three culprits": {"stress": 1.1, "comfort": 1.4, "culprits": (0.8, 1.1)},
    "written stress and three culprits": {
        "stress": 0.75, "comfort": 1.3, "written": True, "evening": True, "culprits": (0.8, 1.1)},
}


def inverse_logit(x):
    return 1 / (1 + math.exp(-x))


def logit(p):
    return math.log(p / (1 - p))


def on_shift(source, kind, days):
    """Whether each day is one of work at night."""
    if kind == "regular":
        start = source.randrange(8)
        return [(day + start) % 8 < 4 for day in range(days)]
    shift, on = [], source.random() < 0.5
    while kind and len(shift) < days:
        shift += [on] * source.randint(3, 7)
        on = not on
    return (shift or [False] * days)[:days]


def on_holiday(source, days):
    away = [False] * days
    for first in (source.randint(10, 30), source.randint(70, 95), source.randint(130, 155)):
        for day in range(first, min(days, first + source.randint(8, 13))):
            away[day] = True
    return away


def stress_of(source, days):
    state, stress = source.gauss(0, 1), []
    for _ in range(days):
        state = 0.6 * state + 0.8 * source.gauss(0, 1)
        stress.append(state)
    return stress


class Menu:
    """What is eaten: each food with its own share of days, some in phases."""

    def __init__(self, source, life):
        self.source, self.life = source, life
        self.foods = source.sample(FOODS, source.randint(30, len(FOODS) - 5))
        n = len(self.foods)
        self.base = [logit(0.85 * source.betavariate(1.3, 4) + 0.03) for _ in range(n)]
        self.has_phases = [source.random() < 0.3 for _ in range(n)]
        self.phase = [0.0] * n
        order = source.sample(range(n), n)
        self.comfort = set(order[:life.get("comfort_foods", 8)])
        rest = order[8:]
        self.culprits = {}
        if "culprits" in life:
            usual = [food for food in rest if 0.12 < inverse_logit(self.base[food]) < 0.5][:3]
            self.culprits = {food: source.uniform(*life["culprits"]) for food in usual}
        others = [food for food in rest if food not in self.culprits]
        self.leader = {}
        if life.get("companions"):
            for k, food in enumerate(self.culprits):
                self.leader.update({other: food for other in others[2 * k:2 * k + 2]})
        self.shifted = [0.0] * n
        for food in order[::2]:
            self.shifted[food] = source.choice((-1, 1)) * source.uniform(1.2, 2.4)

    def day(self, shift, away, stress):
        eaten = []
        for food, base in enumerate(self.base):
            if self.has_phases[food] and self.source.random() < 0.1:
                self.phase[food] = self.source.gauss(0, 1)
            x = base + 0.8 * self.phase[food] + self.shifted[food] * shift
            if food in self.comfort:
                if self.life.get("holidays"):
                    x = logit(0.6 if away else 0.02)
                x += self.life.get("comfort", 0) * stress
            eaten.append(self.source.random() < inverse_logit(x))
        for food, leader in self.leader.items():
            eaten[food] = self.source.random() < (0.95 if eaten[leader] else 0.04)
        return eaten


def effect_of(food, effect, eaten, day, life):
    """Points that a culprit adds on a day."""
    if life.get("delayed"):
        weights = ((3, 0.3), (4, 0.3), (5, 0.2), (6, 0.2))
        return effect * sum(w * eaten[day - lag][food] for lag, w in weights if day >= lag)
    return effect * eaten[day - 1][food] if day > 0 else 0


def write_life(name, seed, path):
    """Writes a diary. Returns the names of the culprits."""
    life, source = LIVES[name], random.Random(f"{name}/{seed}")
    days = life.get("days", 180)
    shift = on_shift(source, life.get("shift"), days)
    away = on_holiday(source, days) if life.get("holidays") else [False] * days
    stress = stress_of(source, days)
    menu = Menu(source, life)
    eaten = [menu.day(shift[day], away[day], stress[day]) for day in range(days)]
    rows, state = ["date,time,type,name,amount"], source.gauss(0, 1)
    times = life.get("times", ((21 * 60, 0) if life.get("evening") else (None, 0),))
    if not isinstance(times[0], tuple):
        times = (times,)
    for day in range(days):
        date = (FIRST_DAY + datetime.timedelta(days=day)).isoformat()
        state = 0.7 * state + math.sqrt(0.51) * source.gauss(0, 1)
        skin = -0.6 + 1.6 * state if life.get("floor") else 4 + 1.2 * state
        skin += 1.5 * shift[day] + 1.2 * away[day] + life.get("stress", 0) * stress[day]
        skin += sum(effect_of(food, effect, eaten, day, life)
                    for food, effect in menu.culprits.items())
        if source.random() < 0.07:
            continue
        for food, is_eaten in enumerate(eaten[day]):
            if is_eaten:
                clock = f"{source.choice((7, 12, 18)):02}:{source.randrange(60):02}"
                rows.append(f"{date},{clock if 'times' in life else ''},food,{menu.foods[food]},")
        if life.get("written"):
            rows.append(f"{date},,factor,stress,{min(10, max(0, round(5 + 2 * stress[day])))}")
        for minute, shown in times:
            if source.random() < (0.75 if len(times) > 1 else 0.95):
                value = min(10, max(0, round(2 * (skin + shown + source.gauss(0, 0.5))) / 2))
                at = minute and minute + source.randrange(25)
                clock = "" if minute is None else f"{at // 60:02}:{at % 60:02}"
                rows.append(f"{date},{clock},severity,eczema,{value}")
    path.write_text("\n".join(rows) + "\n")
    return {menu.foods[food] for food in menu.culprits}


def results_of(culprit, folder, options):
    lines = subprocess.run([culprit, "batch", folder, "--threads", "2", *options],
                           capture_output=True, text=True).stdout.splitlines()
    results = [json.loads(line) for line in lines[1:]]
    return [line for line in results if "findings" in line and line["status"] != "error"]


def with_error(values):
    n = max(len(values), 1)
    mean = sum(values) / n
    spread = sum((value - mean) ** 2 for value in values) / max(n - 1, 1)
    return f"{mean:.3f} ±{math.sqrt(spread / n):.3f}"


def is_true(finding, culprits):
    return finding["direction"] == "worse" and bool(set(finding["foods"]) & culprits)


class Measure:
    """Of one life at one level."""

    def __init__(self):
        self.any, self.false, self.power, self.test_only, self.open = [], [], [], [], []
        self.told = []  # printed probability, whether it came true

    def add(self, line, culprits):
        findings = line["findings"]
        true = [is_true(finding, culprits) for finding in findings]
        found = {name for finding in findings for name in finding["foods"]} & culprits
        self.any.append(bool(findings))
        self.false.append(true.count(False) / max(1, len(findings)))
        if culprits:
            self.power.append(len(found) / len(culprits))
        codes = [row["reason_code"] for row in line["foods"]]
        self.test_only.append("test_only" in codes)
        self.open += [False] * len(findings) + [True] * codes.count("sign_open")
        self.told += [(f["probability"], is_right) for f, is_right in zip(findings, true)]


def measure_lives(culprit, diaries):
    measures = {}
    for name, life in LIVES.items():
        for kind, first in SEEDS.items():
            with tempfile.TemporaryDirectory() as folder:
                truth = {}
                for k in range(diaries):
                    path = pathlib.Path(folder) / f"{k:04}.csv"
                    truth[str(path)] = write_life(name, first + k, path)
                for level in ("food", "all"):
                    own = measures[name, kind, level] = Measure()
                    for line in results_of(culprit, folder, ["--level", level]):
                        own.add(line, truth[line["file"]])
    return measures


def lives_table(measures):
    yield "| life | level | seeds | any finding | false discovery rate | power | a row `test_only` |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for (name, kind, level), own in measures.items():
        power = with_error(own.power) if own.power else "–"
        yield (f"| {name} | {level} | {kind} | {with_error(own.any)} | {with_error(own.false)} | "
               f"{power} | {with_error(own.test_only)} |")


def told_table(measures):
    """Printed probabilities of findings; tenths with few findings are joined with the next."""
    yield "| printed | findings | mean | came true |"
    yield "| --- | --- | --- | --- |"
    told = sorted(pair for own in measures.values() for pair in own.told)
    least, start = 100, 0
    while start < len(told):
        end = min(len(told), start + least)
        while end < len(told) and int(10 * told[end][0]) == int(10 * told[end - 1][0]):
            end += 1
        if len(told) - end < least:
            end = len(told)
        part = told[start:end]
        mean = sum(p for p, _ in part) / len(part)
        yield (f"| {part[0][0]:.2f}–{part[-1][0]:.2f} | {len(part)} | {mean:.3f} | "
               f"{with_error([is_right for _, is_right in part])} |")
        start = end


class Simulated:
    """Diaries of the shipped simulator, looked at up to a day."""

    def __init__(self, culprit, folder, *options):
        self.culprit, self.path = culprit, f"{folder}/diary.csv"
        truth = f"{folder}/truth.json"
        subprocess.run([culprit, "simulate", *map(str, options), "-o", self.path, "--truth", truth],
                       check=True, capture_output=True)
        self.triggers = json.loads(pathlib.Path(truth).read_text())["triggers"]
        self.names = {trigger["food"] for trigger in self.triggers}

    def rank(self, *options):
        command = [self.culprit, "rank", "-f", "json", "--level", "food", self.path, *options]
        return json.loads(subprocess.run(command, capture_output=True, text=True).stdout)

    def found(self, *options):
        return {name for f in self.rank(*options)["findings"] for name in f["foods"]}


def many_table(culprit, folder, diaries):
    yield "| culprits | diaries | found | false discovery rate |"
    yield "| --- | --- | --- | --- |"
    for k in range(2, 13, 2):
        found, false = [], []
        for seed in range(1, diaries + 1):
            diary = Simulated(culprit, folder, "--days", 900, "--n-triggers", k, "--n-protective",
                              0, "--effect", 2, "--kernel", "next-day", "--seed", 7000 + seed)
            findings = diary.rank()["findings"]
            names = {name for finding in findings for name in finding["foods"]}
            found.append(len(names & diary.names) / k)
            wrong = sum(not is_true(finding, diary.names) for finding in findings)
            false.append(wrong / max(1, len(findings)))
        yield f"| {k} | {diaries} | {with_error(found)} | {with_error(false)} |"


def needed_table(culprit, folder, diaries):
    yield "| effect | diaries | promised | found after as many days | more than a year |"
    yield "| --- | --- | --- | --- | --- |"
    for kernel in ("next-day", "several-days", "delayed"):
        kept, beyond = [], 0
        for seed in range(1, diaries + 1):
            diary = Simulated(culprit, folder, "--days", 520, "--n-foods", 30, "--n-protective", 0,
                              "--effect", 2, "--kernel", kernel, "--seed", 6000 + seed)
            change = ("--important-change", "2", "--to")
            until = [str(FIRST_DAY + datetime.timedelta(days=day)) for day in range(520)]
            for row in diary.rank(*change, until[69])["foods"]:
                if row["name"] not in diary.names or not row["needed"]:
                    continue
                days = row["needed"]["days"]
                if days is None:
                    beyond += 1
                else:
                    kept.append(row["name"] in diary.found(*change, until[69 + days]))
        yield f"| {kernel} | {diaries} | {len(kept)} | {with_error(kept)} | {beyond} |"


def lag_table(culprit, folder, diaries):
    held = {lag: [] for lag in range(7)}
    for seed in range(1, diaries + 1):
        diary = Simulated(culprit, folder, "--days", 365, "--n-triggers", 1, "--n-protective", 0,
                          "--effect", 2, "--kernel", "next-day", "--clock-times", "--seed",
                          5000 + seed)
        first, last = diary.triggers[0]["lag_days"]
        row = next(row for row in diary.rank()["foods"] if row["name"] in diary.names)
        for lag in row["profile"]:
            true = 2 if first <= lag["lag"] <= last else 0
            held[lag["lag"]].append(lag["low"] <= true <= lag["high"])
    yield "| lag | " + " | ".join(map(str, held)) + " |"
    yield "| --- |" + " --- |" * len(held)
    yield "| the 95 % interval holds the truth | " + " | ".join(
        with_error(values) for values in held.values()) + " |"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("culprit")
    parser.add_argument("--diaries", type=int, default=100, help="of each life and set of seeds")
    parser.add_argument("--output", type=pathlib.Path)
    options = parser.parse_args()
    measures = measure_lives(options.culprit, options.diaries)
    few = max(1, options.diaries // 5)
    signs = [is_open for own in measures.values() for is_open in own.open]
    with tempfile.TemporaryDirectory() as folder:
        text = "\n".join([
            "# How often the program is right about other lives", "",
            "Made by `python3 tests/calibration/lives.py build/release/culprit --output "
            f"docs/calibration_lives.md --diaries {options.diaries}`: {options.diaries} diaries of a "
            "life and set of seeds, written from sentences and not by `culprit simulate`; its file "
            "says what each life is. With all levels a group that a culprit belongs to counts as "
            "false.", "", *lives_table(measures), "",
            f"Of {len(signs)} findings {sum(signs)} were left out because their interval held 0 "
            "(`sign_open`).", "", "## Do the printed probabilities of findings come true?", "",
            *told_table(measures), "", "## Many culprits", "",
            "900 days, 40 foods, effects of 2 points on the next day.", "",
            *many_table(options.culprit, folder, few), "", "## Are promised days enough?", "",
            "After 70 days, foods with an effect of the important change and not enough data.", "",
            *needed_table(options.culprit, folder, few), "", "## Lags", "",
            "One culprit of 2 points on the next day, a year, clock times.", "",
            *lag_table(options.culprit, folder, 2 * few), ""])
    if options.output:
        options.output.write_text(text)
    else:
        print(text)


main()
