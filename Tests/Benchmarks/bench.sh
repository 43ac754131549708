#!/bin/sh
# bench.sh BINARY: loads and three slices beside DuckDB and sqlite3, both sides in turn, medians; Markdown tables.
#   ROWS (3000000), SEED (1), RUNS (3): how large, which data, how often.
#   RAW_BYTES (400000000): how large the file of raw measurements is; it is made of those in CURFEW_TEST_DATA (default
#   ../shared/data beside the package) where they are there, else of made-up ones.
#   GROWTH (none): sizes such as "1000000 3000000 10000000", at which a load's time, disk and memory are measured.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ $# -ne 1 ] || [ ! -x "$1" ]; then
  echo "usage: bench.sh BINARY" >&2
  exit 2
fi
need() {
  command -v "$1" >/dev/null 2>&1 && return
  echo "bench: $1 is not installed; $2" >&2
  return 1
}
need python3 "install python3" || exit 2
need duckdb "trying: python3 -m pip install duckdb-cli" ||
  python3 -m pip install --quiet duckdb-cli >&2 ||
  echo "bench: DuckDB could not be installed and is left out" >&2
need sqlite3 "install sqlite3; it is left out" || :
python3 "$here/bench.py" "$1" "${ROWS:-3000000}" "${SEED:-1}" "${RUNS:-3}"
set -- "$1" "${CURFEW_TEST_DATA:-$here/../../../shared/data}"/ooni/raw/*.json
[ -e "$2" ] || set -- "$1"
binary=$1
shift
python3 "$here/bench_raw.py" "$binary" "${RAW_BYTES:-400000000}" "${SEED:-1}" "${RUNS:-3}" "$@"
# shellcheck disable=SC2086 # the sizes are several words
[ -z "${GROWTH:-}" ] || python3 "$here/bench_growth.py" "$binary" "${SEED:-1}" $GROWTH
