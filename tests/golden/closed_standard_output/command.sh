cp diary.csv before.csv
"$culprit" check diary.csv >&-
echo "exit code $?"
cmp diary.csv before.csv
