#!/usr/bin/env bash
# examples/scale/slurm/submit.sh INPUT FOLDER SHARDS [CULPRIT]
# An array of SHARDS tasks and, behind it, the merge: FOLDER/results.ndjson. Prints both job ids.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
input=$1
folder=$2
shards=$3
culprit=${4:-culprit}
mkdir -p "$folder"

array=$(sbatch --parsable --array="1-$shards" --output="$folder/part-%a.log" \
  "$here/array.sbatch" "$input" "$folder" "$culprit")
merge=$(sbatch --parsable --dependency="afterany:$array" --output="$folder/merge.log" \
  "$here/merge.sbatch" "$folder" "$culprit")
echo "$array $merge"
