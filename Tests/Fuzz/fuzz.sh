#!/bin/sh
# Runs each fuzz target for some seconds: fuzz.sh PROGRAM SECONDS FOLDER [TARGET ...]
# What it finds stays in FOLDER/findings, what it learned in FOLDER/corpus.
set -eu
program=$1 seconds=$2 folder=$3
shift 3
[ $# -gt 0 ] || set -- csv dump xlsx raw parser
seeds=$(dirname "$0")/seeds
mkdir -p "$folder/findings"
status=0
for target in "$@"; do
  mkdir -p "$folder/corpus/$target"
  log=$folder/$target.log
  SWIFT_BACKTRACE=enable=no FUZZ_TARGET=$target nice -n 19 "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
    -print_final_stats=1 -artifact_prefix="$folder/findings/$target-" \
    "$folder/corpus/$target" "$seeds/$target" >"$log" 2>&1 || status=1
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  echo "$target: ${runs:-?} runs in $seconds s, $(ls "$folder/findings" | grep -c "^$target-" || true) findings"
done
exit $status
