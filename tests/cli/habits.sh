#!/usr/bin/env bash
# habits.sh PROGRAM: what works in every other tool works in this one, too. Runs the real program.
set -u
export culprit=$1
scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT
cd "$scratch" || exit 1
PATH=$(dirname "$culprit"):$PATH
culprit simulate --days 60 --n-foods 6 --n-triggers 1 --effect 3 --seed 6 -o d.csv || exit 1
failures=0

# expect CODE PATTERN SCRIPT: SCRIPT ends with CODE and prints a line that PATTERN (grep -E) fits.
expect() {
  local printed code
  printed=$(bash -c "$3" 2>&1 </dev/null)
  code=$?
  if [[ $code -ne $1 ]] || ! grep -qE -- "$2" <<<"$printed"; then
    printf 'ended with %s, expected %s and %s: %s\n%s\n' "$code" "$1" "$2" "$3" "$(head -5 <<<"$printed")"
    failures=$((failures + 1))
  fi
}

# Help and version.
for help in -h --help help 'help --help'; do expect 0 '^Usage: culprit \[COMMAND\]' "culprit $help"; done
for help in 'rank -h' 'rank --help' 'help rank' 'help RANK' 'rank d.csv --fdr 9 -h'; do
  expect 0 '^Usage: culprit rank ' "culprit $help"
done
for version in -V --version version 'rank -V'; do expect 0 '^culprit [0-9]+\.' "culprit $version"; done

# Standard input.
expect 0 'readings|ratings of' 'cat d.csv | culprit'
expect 0 'readings|ratings of' 'culprit < d.csv'
expect 0 'readings|ratings of' 'cat d.csv | culprit -'
expect 0 'readings|ratings of' 'culprit rank < d.csv'
expect 0 'long layout|rows' 'cat d.csv | culprit check'
expect 0 '^subject,date' 'cat d.csv | culprit convert'
expect 0 '<svg' 'cat d.csv | culprit plot forest'
expect 0 'culprit.batch/1' 'cat d.csv | culprit batch'
expect 0 'culprit.batch/1' 'culprit batch d.csv -q | culprit merge'
expect 0 'milk' 'echo "oat milk" | culprit foods'
expect 0 'culprit.explain/1' 'food=$(culprit d.csv --level food -f csv -q | sed -n 2p | cut -d, -f2); culprit explain "$food" -f json < d.csv'
expect 65 'nothing arrived on standard input' 'culprit < /dev/null'
expect 65 'nothing arrived on standard input' 'true | culprit check'
expect 65 'nothing arrived on standard input' 'culprit foods < /dev/null'
expect 64 'no diary is given' 'culprit <&-'

# Outputs.
expect 0 'culprit.rank/1' 'culprit d.csv -o a.json && cat a.json'
expect 0 '^<!DOCTYPE html' 'culprit d.csv -o a.html -o b.json && head -1 a.html && python3 -m json.tool b.json > /dev/null'
expect 0 '^rank,name' 'culprit d.csv -o A.CSV && cat A.CSV'
expect 0 'ratings of' 'culprit d.csv -o plain && cat plain'
expect 0 'ratings of' 'culprit d.csv -o a.txt && cat a.txt'
expect 0 'culprit.rank/1' 'culprit d.csv -f json -o a.txt && cat a.txt'
expect 0 'ratings of' 'culprit d.csv -o -'
expect 0 'ratings of' 'culprit d.csv -o - -o c.json && test -s c.json'
expect 0 'culprit.rank/1' 'culprit d.csv -f json -o /dev/stdout'
expect 0 '^0$' 'culprit d.csv -o /dev/null; echo $?'
expect 64 "suffix '.pdf' of 'a.pdf'.*expected \.json or|expected .*\.html" 'culprit d.csv -o a.pdf'
expect 64 "suffix '.svg'.*'culprit rank'" 'culprit d.csv -o a.svg'
expect 64 'given together with several --output' 'culprit d.csv -f json -o a.json -o b.json'
expect 64 'writes one result' 'culprit batch d.csv -o a.ndjson -o b.csv'
expect 64 'is the file of --output' 'culprit d.csv -o x.json -o ./x.json'
expect 73 'cannot be created' 'culprit d.csv -o a.json -o none/b.json; code=$?; ls none 2>/dev/null; exit $code'

# Options in any order and spelling.
expect 0 'culprit.rank/1' 'culprit -fjson d.csv'
expect 0 'culprit.rank/1' 'culprit --format json d.csv'
expect 0 'culprit.rank/1' 'culprit --format=JSON -- d.csv'
expect 0 '"lags":"0..3"|"lags": *\{|0\.\.3' 'culprit d.csv --lags=0-3 -f json'
expect 0 '"time_zone": ?"Europe/Berlin"' 'culprit d.csv --time-zone europe/berlin -f json'
expect 66 'file does not exist' 'culprit -- -h'
expect 64 "did you mean '--important-change'" 'culprit d.csv --change 2'
expect 64 "did you mean '--color'" 'culprit d.csv --colour never'
expect 64 "did you mean '--output'" 'culprit d.csv --out x'
expect 64 "did you mean 'simulate'" 'culprit help sim'
expect 64 'option --resume: not used by .culprit rank.; expected with batch' 'culprit d.csv --resume'
expect 64 'option --fdr: not used by .culprit foods.' 'culprit foods milk --fdr 0.1'

# A diary to fill in.
for layout in '' long wide LONG; do expect 0 'severity|eczema' "culprit template $layout | culprit check"; done
expect 64 "unknown layout 'tall'" 'culprit template tall'

exit $((failures > 0))
