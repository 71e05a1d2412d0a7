"$culprit" simulate --days 60 -o diary.csv
"$culprit" diary.csv --important-change 11
echo "exit code $?"
"$culprit" diary.csv --important-change 1e308
echo "exit code $?"
"$culprit" diary.csv --scale=-1e308..1e308
