"$culprit" simulate --days 14 --n-foods 8 --seed 5 -o diary.csv
for format in table json ndjson csv tsv markdown html; do
  echo "== $format"
  "$culprit" diary.csv --level food -f "$format" 2>&1
done
