"$culprit" simulate --days 60 --n-foods 6 --n-triggers 1 --effect 3 --seed 6 -o diary.csv
food=$("$culprit" diary.csv --level food -f csv 2>/dev/null | sed -n 2p | cut -d, -f2)
for figure in forest timeline coverage; do "$culprit" plot $figure diary.csv --level food; done
"$culprit" plot lags "$food" diary.csv --level food
