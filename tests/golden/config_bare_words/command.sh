"$culprit" simulate --days 120 --n-foods 8 --n-triggers 1 --effect 2.5 --seed 3 -o diary.csv
"$culprit" diary.csv --config culprit.toml >configured.json
"$culprit" diary.csv --lags 0..3 --fdr 0.2 --level food --time-zone Europe/Berlin -f json >given.json
cmp configured.json given.json && echo "the same"
