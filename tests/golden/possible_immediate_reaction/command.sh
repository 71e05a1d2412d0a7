"$culprit" rank diary.csv -f csv >rows.csv || code=$?
grep -c peanut rows.csv
"$culprit" explain peanut diary.csv | head -8
exit "$code"
