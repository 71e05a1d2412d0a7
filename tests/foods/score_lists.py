#!/usr/bin/env python3
"""Scores the lexicon on public lists that are not part of this repository.

    CULPRIT_LISTS_DIR=FOLDER python3 -B tests/foods/score_lists.py build/dev/culprit

FOLDER holds any of
  fdc_ingredients.csv  13,340 names of USDA FoodData Central with their category, as unpacked from
                       github.com/strangetom/ingredient-parser, ingredient_parser/en/data
  TASTEset.csv         ingredients of recipes, github.com/taisti/TASTEset, data

Exit 0 = every bound holds, 1 = one does not, 77 = no list is there. table_categories.tsv says which
groups the names of a category hold (one of them is enough; `known` = any food that is known), and
which plain names of it may hold at all.
"""

import csv
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

# Names with these are dishes or say what was added: their groups are no mistake.
NOT_PLAIN = (
    "breaded", "batter", "with ", "sauce", "juice", "salad", "soup", "stuff", "gravy", "candied",
    "creamed", "pie", "butter", "cheese", "filled", "scalloped", "au gratin", "coated", "flour",
    "mix", "snack", "fried", "cooked in", "cured", "sweetened", "dishes", "egg", "ketchup", "hash",
    "puffs", "roll", "tempura", "dressing", "yeast", "bread", "imitation", "surimi", "nuggets",
    "patties", "patty", "and ", "tender", "pickle", "marinated", "glazed", "mashed", "souffle",
    "pancakes", "pudding", "cakes", "sticks", "spiced", "osso buco", "gefilte", "puree", "chutney")
# ... unless the word stands in one of these.
PLAIN_ALL_THE_SAME = {
    "and ": ("lean and fat", "meat and skin", "flesh and skin", "solids and liq"),
    "with ": ("with salt", "with skin", "with added solution")}
ALLERGENS = set(
    "dairy egg wheat gluten rye barley oats soy peanut tree-nut almond fish crustacean mollusc "
    "sesame mustard celery lupin sulphite".split())

failures = []


def understand(culprit, names):
    """What `culprit foods` makes of each name."""
    text = "\n".join(" ".join(name.split()) for name in names) + "\n"
    result = subprocess.run([culprit, "foods", "-f", "json", "-"], input=text, text=True,
                            capture_output=True, check=True)
    return json.loads(result.stdout)["phrases"]


def bound(what, value, least=None, most=None):
    holds = (least is None or value >= least) and (most is None or value <= most)
    limit = f">= {least}" if least is not None else f"<= {most}"
    print(f"{what}: {value:.4f} ({limit}{'' if holds else ', missed'})")
    if not holds:
        failures.append(what)


def is_plain(name):
    low = name.lower()
    return not any(word in low and not any(kept in low for kept in PLAIN_ALL_THE_SAME.get(word, ()))
                   for word in NOT_PLAIN)


def score_tables(culprit, path):
    with open(os.path.join(HERE, "table_categories.tsv"), encoding="utf-8") as file:
        categories = {row["category"]: row for row in csv.DictReader(file, delimiter="\t")}
    with open(path, encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["description"].strip()]
    named = found = plain = false = false_allergen = 0
    identity = identity_groups()
    for row, phrase in zip(rows, understand(culprit, [row["description"] for row in rows])):
        category = categories.get(row["category"])
        if category is None:
            continue
        wanted = set(category["one_of"].split(","))
        groups = set(phrase["groups"]) | set(phrase["maybe"])
        named += 1
        is_known = any(item["known"] for item in phrase["items"])
        found += is_known if wanted == {"known"} else bool(groups & wanted)
        allowed = set((category["plain"] or "").split(",")) - {""}
        if not allowed or not is_plain(row["description"]):
            continue
        plain += 1
        wrong = (set(phrase["groups"]) & identity) - allowed
        false += bool(wrong)
        false_allergen += bool(wrong & ALLERGENS)
        if wrong and "-v" in sys.argv:
            print(row["description"], sorted(wrong), sep="\t")
    bound(f"USDA, {named} names: family sure or maybe", found / named, least=0.99)
    bound(f"USDA, {plain} plain names: false label allergens in 1,000", 1000 * false_allergen / plain,
          most=1)
    bound(f"USDA, {plain} plain names: false groups of identity in 1,000", 1000 * false / plain,
          most=5)


def identity_groups():
    path = os.path.join(HERE, "..", "..", "src", "foods", "lexicon", "groups.txt")
    with open(path, encoding="utf-8") as file:
        return {line.split("|")[0] for line in file if "|identity|" in line}


def score_recipes(culprit, path):
    with open(path, encoding="utf-8") as file:
        mentions = [" ".join(entity["entity"].split()) for row in csv.DictReader(file)
                    for entity in json.loads(row["ingredients_entities"])
                    if entity["type"] == "FOOD"]
    phrases = understand(culprit, mentions)
    known = sum(not phrase["unknown"] for phrase in phrases)
    bound(f"TASTEset, {len(phrases)} mentions: fully known", known / len(phrases), least=0.97)


def main():
    folder = os.environ.get("CULPRIT_LISTS_DIR", "")
    lists = [(score_tables, "fdc_ingredients.csv"), (score_recipes, "TASTEset.csv")]
    there = [(score, os.path.join(folder, name)) for score, name in lists
             if folder and os.path.exists(os.path.join(folder, name))]
    for score, path in there:
        score(sys.argv[1], path)
    if not there:
        print("no list: set CULPRIT_LISTS_DIR", file=sys.stderr)
        return 77
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
