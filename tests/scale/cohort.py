"""Cohorts for tests at scale: many people in one file, fast and the same for the same seed."""

import datetime
import random

FOODS = ["milk", "bread", "egg", "tomato", "rice", "coffee", "apple", "peanut", "soy sauce", "beer",
         "cheese", "oats"]


def write_cohort(path, people, days, foods=12, seed=1, bad_every=0):
    """`bad_every` n: every n-th person has no ratings, and cannot be analysed."""
    rng = random.Random(seed)
    start = datetime.date(2024, 1, 1)
    dates = [(start + datetime.timedelta(days=i)).isoformat() for i in range(days)]
    with open(path, "w", encoding="utf-8") as out:
        out.write("subject,date,time,type,name,amount\n")
        for person in range(people):
            name = f"p{person:06d}"
            rates = [rng.uniform(0.1, 0.5) for _ in range(foods)]
            culprit = rng.randrange(foods)
            skin = 4.0
            eaten_before = False
            lines = []
            for date in dates:
                eaten = [rng.random() < rate for rate in rates]
                lines += [f"{name},{date},12:00,food,{FOODS[i]},1\n"
                          for i in range(foods) if eaten[i]]
                skin = 4 + 0.7 * (skin - 4) + rng.gauss(0, 1)
                rating = min(10, max(0, round(skin + 2 * eaten_before)))
                if not bad_every or person % bad_every:
                    lines.append(f"{name},{date},21:00,severity,eczema,{rating}\n")
                eaten_before = eaten[culprit]
            out.write("".join(lines))
