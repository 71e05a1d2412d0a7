"$culprit" batch cohort.csv -q -o whole.ndjson
size=$(head -n 4 whole.ndjson | wc -c)
for change in '3s/"file"/"fi!e"/' '2s/xxh3/xxh2/' '1s/"seed":1/"seed":3/' '3s/$/\r/' '3d;4d;2p' '2,3s/^/ /'; do
  head -c $((size - 20)) whole.ndjson | sed "$change" > out.ndjson.partial
  "$culprit" batch cohort.csv -o out.ndjson --resume
  echo "$change: $?"
done
ls
head -c $((size - 20)) whole.ndjson > out.ndjson.partial   # torn only
"$culprit" batch cohort.csv -o out.ndjson --resume
cmp whole.ndjson out.ndjson && echo same
head -n 2 whole.ndjson | sed 's/,"xxh3":"[0-9a-f]*"}/}/' > old.ndjson.partial   # of an earlier version
"$culprit" batch cohort.csv -o old.ndjson --resume
"$culprit" merge old.ndjson -q -o merged.ndjson
cmp whole.ndjson merged.ndjson && echo same
