#!/bin/sh
# Makes the files of this folder: a diary of 90 days, a plan from it, the diary of somebody who follows the
# plan, and what that showed.   usage: make_example.sh CULPRIT FOLDER
set -eu
culprit=$1
cd "$2"
person="--seed 38 --n-foods 25 --n-triggers 1 --n-protective 0 --effect 3 --kernel next-day --unlogged 0 --unrated 0"
"$culprit" simulate $person --days 90 --first-day 2026-01-05 -o before.csv
"$culprit" plan before.csv --about adult -o plan.json -o plan.ics -o plan.html
"$culprit" simulate $person --follow plan.json --miss 0.05 --slip 0.03 -o diary.csv
"$culprit" trial diary.csv --plan plan.json -o result.txt -o result.html
rm before.csv
