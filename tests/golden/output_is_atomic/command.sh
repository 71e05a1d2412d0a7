# A good run replaces the old file whole; a bad one leaves it as it was. No partial file remains.
echo old >result.txt
"$culprit" check broken.csv -o result.txt
echo "exit code $?"
cat result.txt
"$culprit" check diary.csv -f json -o result.txt
echo "exit code $?"
grep -c 'culprit.check/1' result.txt
ls
