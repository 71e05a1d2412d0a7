"$culprit" batch cohort.csv -q -o one.ndjson
for levels in 20 1000 60000 1000000; do
  open=$(head -c $levels /dev/zero | tr '\0' '[')
  close=$(head -c $levels /dev/zero | tr '\0' ']')
  printf '%s' "s/\"map\":{}/\"map\":$open$close/" > deeper.sed
  sed -f deeper.sed one.ndjson > deep.ndjson
  "$culprit" merge deep.ndjson -o all.ndjson
  echo "$levels: $?"
done
ls *.ndjson
