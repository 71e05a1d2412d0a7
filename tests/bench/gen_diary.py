#!/usr/bin/env python3
"""gen_diary.py DAYS FOODS > diary.csv: a canonical long diary of that size, for timing only.

Each food has its own share of days between 2 and 50 %, three factors and a rating a day, one day
in ten not rated, ratings that remember the day before. Same bytes on every machine.
"""

import datetime
import math
import random
import sys


def main():
    days, n_foods = int(sys.argv[1]), int(sys.argv[2])
    source = random.Random(1000003 * days + n_foods)
    shares = [math.exp(math.log(0.02) + source.random() * math.log(25)) for _ in range(n_foods)]
    hours = [(7, 12, 18)[int(3 * source.random())] for _ in range(n_foods)]
    trigger = min(range(n_foods), key=lambda food: abs(shares[food] - 0.15))
    out = ["date,time,type,name,amount\n"]
    rating, ate_trigger = 0.0, False
    for index in range(days):
        day = (datetime.date(2015, 1, 1) + datetime.timedelta(days=index)).isoformat()
        eaten = [food for food in range(n_foods) if source.random() < shares[food]]
        for hour, minute, food in sorted((hours[f], int(120 * source.random()), f) for f in eaten):
            time = f"{hour + minute // 60:02d}:{minute % 60:02d}"
            out.append(f"{day},{time},food,food {food:04d},{1 + int(2 * source.random())}\n")
        rating = 0.8 * rating + 1.8 * (source.random() + source.random() + source.random() - 1.5)
        shown = min(10, max(0, round(3 + rating + (1.5 if ate_trigger else 0))))
        if source.random() >= 0.1:
            out.append(f"{day},21:00,severity,eczema,{shown}\n")
        out.append(f"{day},22:00,factor,sleep hours,{5 + 4 * source.random():.1f}\n")
        out.append(f"{day},22:00,factor,stress,{int(6 * source.random())}\n")
        out.append(f"{day},22:00,factor,exercise,{int(61 * source.random())}\n")
        ate_trigger = trigger in eaten
    sys.stdout.writelines(out)


main()
