"""disturbed_diaries.py CULPRIT [SEEDS]: fails unless diaries as people keep them, disturbed as they
disturb them, have the findings of the clean diary, or are refused with the reason.

Twenty simulated diaries, each as a wide table, as a table with a list of foods and as the long
layout. What is done to them: one clock in every row, one mistyped rating, two children in a file,
a scale whose high end is the good one, columns of what the foods hold. Each kind may refuse one
diary in ten, the first two none. A disturbance leaves the numbers alone, so that the findings are
compared with all their numbers; of a mistyped rating with those of the diary without it.
"""

import csv
import io
import json
import pathlib
import random
import subprocess
import sys
import tempfile

CULPRIT = sys.argv[1]
SEEDS = int(sys.argv[2]) if len(sys.argv) > 2 else 20
SHAPES = ("wide", "table", "long")
CLOCKS = (("00:00", " "), ("08:00", "T"), ("12:00", " "), ("07:30:00", " "), ("12:00:00.000", "T"))
SLIPS = ("44", "55", "66", "35", "440")
PEOPLE = ("child", "Who", "name", "Kid", "Enfant", "Which child?", "Baby", "patient name", "niño")
GOOD_ENDS = ("skin quality (10 = best)", "How good was my skin", "Skin (0 bad, 10 great)",
             "Skin health", "Hautzustand (10=super)", "Qualité de la peau", "skin clarity 0-10",
             "Calidad de la piel (10 = perfecta)", "How clear is your skin? (10 = clear)")


class Diary:
    """Foods and the rating of each day; a day without foods was not logged."""

    def __init__(self, seed):
        text = run("simulate", "--seed", seed, "--days", 130, "--n-foods", 10, "--n-triggers", 1,
                   "--n-protective", 0, "--effect", "2.5..3", "--sd", 0.8).stdout
        self.foods, self.ratings = {}, {}
        for row in csv.DictReader(io.StringIO(text)):
            if row["type"] == "severity":
                self.ratings[row["date"]] = row["amount"]
            elif row["type"] == "food":
                eaten = self.foods.setdefault(row["date"], [])
                if row["amount"] != "0":
                    eaten.append(row["name"])
        self.days = sorted({*self.foods, *self.ratings})
        self.menu = sorted({food for foods in self.foods.values() for food in foods})

    def rows(self, shape, rating="Eczema"):
        """The header and the rows of the diary, the date first."""
        if shape == "long":
            header, rows = ["date", "type", "name", "amount"], []
            for day in self.days:
                rows += [[day, "food", food, ""] for food in self.foods.get(day, ())]
                if self.foods.get(day) == []:
                    rows.append([day, "food", self.menu[0], "0"])
                if day in self.ratings:
                    rows.append([day, "severity", rating, self.ratings[day]])
            return header, rows
        if shape == "table":
            return ["Date", "Foods", rating], [
                [day, "; ".join(self.foods[day]) or "none" if day in self.foods else "",
                 self.ratings.get(day, "")] for day in self.days]
        return ["date", rating, *self.menu], [
            [day, self.ratings.get(day, ""),
             *(str(int(food in self.foods[day])) if day in self.foods else "" for food in self.menu)]
            for day in self.days]


def run(*arguments):
    return subprocess.run([CULPRIT, *map(str, arguments)], capture_output=True, text=True)


def rank(folder, tables, *options):
    """What the program finds in these tables; or nothing, and why it refused them."""
    paths = []
    for i, (header, rows) in enumerate(tables):
        paths.append(pathlib.Path(folder, f"{i}.csv"))
        with open(paths[-1], "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])
    result = run("rank", "-f", "json", *options, *paths)
    if result.returncode not in (0, 3):
        return None, result.stderr
    return json.loads(result.stdout)["findings"], result.stderr


def one_clock(diary, shape, seed, find):
    clock, joint = CLOCKS[seed % len(CLOCKS)]
    header, rows = diary.rows(shape)
    stamped = [[row[0] + joint + clock, *row[1:]] for row in rows]
    if shape == "long" and seed % 2:
        header, stamped = ["time", *header], [[clock, *row] for row in rows]
    return find([(header, stamped)]), find([diary.rows(shape)])[0]


def one_slip(diary, shape, seed, find):
    chance = random.Random(seed)
    day = chance.choice([day for day in diary.ratings if float(diary.ratings[day]) > 0])
    diary.ratings[day] = chance.choice(SLIPS)
    disturbed = find([diary.rows(shape)])
    del diary.ratings[day]
    return disturbed, find([diary.rows(shape)])[0]


def two_children(diary, shape, seed, find):
    other = Diary(seed + 1000)
    header, rows = diary.rows(shape)
    if shape == "wide":
        other.menu = diary.menu = sorted({*diary.menu, *other.menu})
        header, rows = diary.rows(shape)
    both = sorted([[*row, "Anna"] for row in rows] + [[*row, "Ben"] for row in other.rows(shape)[1]])
    person = PEOPLE[seed % len(PEOPLE)]
    table = ([*header, "who" if shape == "long" and person == "name" else person], both)
    refused = find([table])
    if refused[0] is not None or "Anna, Ben" not in refused[1]:
        return refused, "a refusal that names the people"
    return find([table], "--subject", "Anna"), find([(header, rows)])[0]


def good_skin(diary, shape, seed, find):
    clean = find([diary.rows(shape)])[0]
    diary.ratings = {day: f"{10 - float(rating):g}" for day, rating in diary.ratings.items()}
    return find([diary.rows(shape, GOOD_ENDS[seed % len(GOOD_ENDS)])]), clean


def nutrients(diary, shape, seed, find):
    chance = random.Random(seed)
    per_food = {food: [chance.randrange(20, 600), round(chance.uniform(0, 30), 1),
                       round(chance.uniform(0, 40), 1), round(chance.uniform(0, 60), 1)]
                for food in diary.menu}
    names = [("kcal", "protein", "fat", "sugar"),
             ("Calories", "Protein (g)", "Fat (g)", "Sugars (g)"),
             ("energy-kcal_100g", "proteins_100g", "fat_100g", "sugars_100g")][seed % 3]
    about = ("brand", "barcode", "url", "source", "serving size")
    tables = [diary.rows(shape)]
    if shape == "long":
        rows = [[day, food] for day in diary.days for food in diary.foods.get(day, ())]
        ratings = (["Date", "Eczema"], sorted(diary.ratings.items()))
        brands = {food: [chance.choice(("Acme", "Store brand", "Oatly")),
                         chance.randrange(10**12, 10**13), f"https://example.org/{food}", "off",
                         chance.choice(("100 g", "1 cup"))] for food in diary.menu}
        described = [[*row, *per_food[row[1]], *brands[row[1]]] for row in rows]
        return (find([(["Date", "Food", *names, *about], described), ratings]),
                find([(["Date", "Food"], rows), ratings])[0])
    header, rows = tables[0]
    day_sums = [[*row, *(round(sum(per_food[food][i] for food in diary.foods.get(row[0], ())), 1)
                         for i in range(4))] for row in rows]
    if not seed % 3:  # bare words are foods where nothing says otherwise
        names = ("kcal", "protein (g)", "fat (g)", "sugar (g)")
    return find([([*header, *names], day_sums)]), find(tables)[0]


KINDS = {one_clock: 0, one_slip: 0, two_children: 2, good_skin: 2, nutrients: 2}


def main():
    failures = []
    for kind, most in KINDS.items():
        for shape in SHAPES:
            refused, equal, some = [], 0, 0
            for seed in range(1, SEEDS + 1):
                with tempfile.TemporaryDirectory() as folder:
                    def find(tables, *options, folder=folder):
                        return rank(folder, tables, *options)
                    (found, why), expected = kind(Diary(seed), shape, seed, find)
                some += bool(expected)
                if found is None:
                    refused.append(f"seed {seed}: {why.strip()}")
                elif found == expected:
                    equal += 1
                else:
                    failures.append(f"{kind.__name__}, {shape}, seed {seed}: {found}\n  "
                                    f"instead of {expected}\n  {why.strip()}")
            if len(refused) > most or not some:
                failures += [f"{kind.__name__}, {shape}: refused {len(refused)}", *refused]
            print(f"{kind.__name__:12} {shape:5} equal {equal}, refused {len(refused)} of {SEEDS}; "
                  f"{some} with a finding", flush=True)
    sys.exit("\n".join(failures) or 0)


main()
