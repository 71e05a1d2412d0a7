"$culprit" check diary.csv --max-messages 1 --rejects rejects.csv >/dev/null || exit
stat -c %a rejects.csv
cat rejects.csv
ls
