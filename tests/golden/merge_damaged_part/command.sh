for i in 1 2 3; do "$culprit" batch cohort.csv -q --shard $i/3 -o part$i.ndjson; done
"$culprit" merge part?.ndjson -q -o whole.ndjson
echo "$?"
cp part1.ndjson sound.ndjson
for change in 's/"maximum":10/"maximum":11/' 's/"version":"0/"version":"4/' 's/"diaries":1,"xxh3"/"diaries":2,"xxh3"/' \
  's/^{"index":/{"index": /' 's/$/\r/' '$p' '$d' '2d' '1p' '2p'; do
  sed "$change" sound.ndjson > part1.ndjson
  "$culprit" merge part1.ndjson part2.ndjson part3.ndjson -o all.ndjson
  echo "$change: $?"
  "$culprit" merge part1.ndjson part2.ndjson part3.ndjson -f csv
  echo "csv: $?"
done
ls
