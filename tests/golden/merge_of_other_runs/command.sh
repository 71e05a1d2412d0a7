"$culprit" batch cohort.csv -q --shard 1/3 -o one.ndjson
"$culprit" batch cohort.csv -q --shard 1/3 -o again.ndjson
"$culprit" batch cohort.csv -q --shard 2/3 --lags 0..3 -o other.ndjson
head -n 1 one.ndjson > torn.ndjson
"$culprit" merge one.ndjson again.ndjson other.ndjson
echo "$?"
"$culprit" merge one.ndjson torn.ndjson cohort.csv -o merged.ndjson
echo "$?"
ls merged.ndjson*
