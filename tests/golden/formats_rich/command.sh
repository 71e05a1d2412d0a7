"$culprit" simulate --days 120 --n-foods 8 --n-triggers 1 --n-protective 1 --effect 2.5 --seed 3 -o diary.csv
for format in table json ndjson csv tsv markdown html; do
  echo "== $format"
  "$culprit" diary.csv --level food -f "$format" 2>&1
done
