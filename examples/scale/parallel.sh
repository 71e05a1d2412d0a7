#!/usr/bin/env bash
# examples/scale/parallel.sh INPUT FOLDER SHARDS [CULPRIT]
# GNU parallel: as many shards at a time as there are cores, here or, with --sshlogin, elsewhere.
# What failed is done again up to three times and goes on where it stopped; run the script again after
# a crash of the machine.
set -euo pipefail
input=$1
folder=$2
shards=$3
culprit=${4:-culprit}
mkdir -p "$folder"

seq "$shards" | parallel --will-cite --retries 3 --halt soon,fail=1 --joblog "$folder/jobs.log" \
  "$culprit" batch "$input" --shard "{}/$shards" --threads 1 -q --resume -o "$folder/part-{}.ndjson"
parts=()
for ((i = 1; i <= shards; ++i)); do parts+=("$folder/part-$i.ndjson"); done
"$culprit" merge "${parts[@]}" -o "$folder/results.ndjson"
