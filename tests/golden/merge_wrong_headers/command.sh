"$culprit" batch cohort.csv -q -o one.ndjson
sed 's/,"xxh3":"[0-9a-f]*"}/}/' one.ndjson > old.ndjson   # as earlier versions wrote it
"$culprit" merge old.ndjson -o again.ndjson
cmp one.ndjson again.ndjson && echo same
for change in 's/"fdr_scope":"diary"/"fdr_scope":5/' 's/"settings":{.*},"fingerprint"/"settings":null,"fingerprint"/' \
  's/"fdr_scope":"diary"/"fdr_scope":"batch"/;1s/"fdr":0.1,//' 's/"seed":1/"seed":"1"/' 's/"seed":1/"seed":1,"more":1/' \
  's/"version":"[^"]*"/"version":1/' 's/"fingerprint":"./"fingerprint":"/' 's/"schema":"culprit.batch.1"/"schema":null/'; do
  sed "1$change" old.ndjson > x.ndjson
  "$culprit" merge x.ndjson
  echo "$change: $?"
done
for line in '{"index":0,"status":"ok"]}' '{"index":0,"status":"ok","warnings":[]}' '[]}' '{}' ''; do
  printf '%s\n%s\n{"schema":"culprit.batch_end/1","diaries":1}\n' "$(head -n 1 old.ndjson)" "$line" > x.ndjson
  "$culprit" merge x.ndjson -f csv
  echo "$line: $?"
done
