"$culprit" simulate --days 150 --n-foods 6 --n-triggers 0 --n-protective 0 --seed 4 -o diary.csv
for format in table json ndjson csv tsv markdown html; do
  echo "== $format"
  "$culprit" diary.csv --level food -f "$format" 2>&1
done
