#!/usr/bin/env python3
"""Writes examples/diary.csv: 26 weeks of an invented person, the same bytes on every machine.

    python3 examples/make_diary.py > examples/diary.csv

What is in it, and what the truth is, says examples/README.md.
"""

import csv
import datetime
import random
import sys

FIRST_DAY = datetime.date(2025, 3, 3)
DAYS = 182

# food: (share of days, usual hour)
FOODS = {
    "bread": (0.62, 8), "oats": (0.30, 7), "coffee": (0.80, 8), "oat milk": (0.45, 8),
    "banana": (0.28, 10), "apple": (0.33, 16), "egg": (0.24, 8), "cheese": (0.36, 13),
    "yogurt": (0.31, 10), "tomato": (0.27, 13), "cucumber": (0.25, 13), "carrot": (0.22, 13),
    "potato": (0.26, 19), "rice": (0.24, 19), "pasta": (0.22, 19), "chicken": (0.21, 19),
    "beef": (0.12, 19), "salmon": (0.09, 19), "tuna": (0.07, 13), "lentils": (0.13, 19),
    "chickpeas": (0.10, 13), "tofu": (0.08, 19), "onion": (0.42, 19), "garlic": (0.38, 19),
    "spinach": (0.15, 19), "broccoli": (0.16, 19), "cashew": (0.20, 16), "peanut butter": (0.14, 8),
    "walnut": (0.11, 10), "chocolate": (0.29, 20), "honey": (0.15, 8), "orange": (0.18, 10),
    "strawberry": (0.12, 16), "red wine": (0.16, 19), "beer": (0.06, 20),
    "pumpkin seeds": (0.02, 10),
}
WEEKEND = {"red wine", "beer", "chocolate", "egg", "salmon"}  # eaten twice as often then
TOGETHER = {  # companion: (with which food, on what share of its days)
    "butter": ("bread", 0.90),
    "jam": ("bread", 0.35),
    "parmesan": ("pasta", 0.80),
}
SPELLINGS = {"oat milk": ["oat milk", "oat milk", "Oat_milk", "oat milk ", "Oat Milk"],
             "yogurt": ["yogurt", "yogurt", "Yogurt"],
             "peanut butter": ["peanut butter", "Peanut_butter"]}
NOTES = ["with friends, outdoors", 'the "good" one', "leftovers", "large, shared"]

# The truth: points 0–24, 24–48, 48–72 hours after eating.
EFFECTS = {"cashew": (0.0, 1.2, 0.8), "red wine": (0.0, 0.9)}


def gauss(source):
    """Standard normal from random() alone, which is the same in every Python."""
    return sum(source.random() for _ in range(12)) - 6


def clock(source, hour):
    minute = hour * 60 + int(90 * (source.random() - 0.5))
    return f"{minute // 60:02d}:{minute % 60:02d}"


def eaten_on(source, weekday):
    eaten = []
    for food, (share, hour) in FOODS.items():
        if food in WEEKEND:
            share *= 1.6 if weekday >= 5 else 0.76
        if source.random() < share:
            eaten.append((food, hour))
    names = [food for food, _ in eaten]
    for companion, (food, share) in TOGETHER.items():
        if source.random() < share and food in names:
            eaten.append((companion, dict(eaten)[food]))
    return eaten


def effect_of(history, skipped_days):
    """Points of what was eaten; in the morning, the same hours ago is one day further back."""
    points = 0.0
    for food, kernel in EFFECTS.items():
        for lag, effect in enumerate(kernel):
            back = lag + skipped_days
            if back < len(history) and food in history[-1 - back]:
                points += effect
    return points


def half_points(value):
    return f"{min(10.0, max(0.0, round(2 * value) / 2)):g}"


def main():
    source = random.Random(26)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["subject", "date", "time", "type", "name", "amount", "unit", "note"])
    history = []  # foods of the days before, the latest last
    noise = gauss(source)
    steroid = False
    for index in range(DAYS):
        day = FIRST_DAY + datetime.timedelta(days=index)
        eaten = eaten_on(source, day.weekday())
        history.append({food for food, _ in eaten})
        stress = min(10, max(0, round(4 + 2 * gauss(source) - (2 if day.weekday() >= 5 else 0))))
        noise = 0.7 * noise + 0.9 * gauss(source)
        severity = 4.0 + noise + 0.1 * (stress - 4) - (0.8 if steroid else 0.0)
        morning = severity - 0.5 + 0.4 * gauss(source) + effect_of(history, 1)
        severity += effect_of(history, 0)
        rows = []
        if source.random() >= 0.08:  # otherwise: not logged, which is not the same as a fast
            for food, hour in eaten:
                spellings = SPELLINGS.get(food, [food])
                spelling = spellings[int(source.random() * len(spellings))]
                note = NOTES[int(source.random() * len(NOTES))] if source.random() < 0.03 else ""
                amount = "2" if source.random() < 0.15 else "1"
                rows.append([clock(source, hour), "food", spelling, amount, "serving", note])
        if source.random() < 0.40:
            rows.append([clock(source, 8), "severity", "eczema", half_points(morning), "", ""])
        if source.random() < 0.93:
            rows.append([clock(source, 21), "severity", "eczema", half_points(severity), "", ""])
        rows.append(["21:30", "factor", "stress", str(stress), "", ""])
        steroid = severity >= 6
        if steroid:
            rows.append(["22:00", "treatment", "hydrocortisone 1%", "1", "application", ""])
        for time, *rest in sorted(rows):
            out.writerow(["", day.isoformat(), time, *rest])


if __name__ == "__main__":
    main()
