"$culprit" diary.csv >result.txt || code=$?
test -s result.txt && exit "$code"
