"$culprit" check diary.csv >/dev/full
