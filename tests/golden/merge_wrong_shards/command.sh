for i in 1 2 3; do "$culprit" batch cohort.csv -q --shard $i/3 -o part$i.ndjson; done
for change in 's/"count":3/"count":4000000000/' 's/"count":3/"count":18446744073709551615/' \
  's/"count":3/"count":18446744073709551616/' 's/"count":3/"count":0/' 's/"count":3/"count":"3"/' \
  's/"index":1/"index":1.7/' 's/"index":1/"index":0/' 's/"index":1/"index":4/' 's/"index":1/"index":-1/' \
  's/"index":1,//' 's/"shard":{.*}/"shard":[]}/' 's/"count":3/"count":3,"count":3/'; do
  sed "1$change" part1.ndjson > x.ndjson
  "$culprit" merge x.ndjson part2.ndjson part3.ndjson -o all.ndjson
  echo "$change: $?"
done
ls
