#!/bin/sh
# demo.sh BINARY: loads the example data into a database of its own and runs the tour.
set -eu
curfew=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
database="$work/demo.db"
"$curfew" --db "$database" load "$here/incidents.csv" --as example-incidents
"$curfew" --db "$database" load "$here/events.csv" --as example-events
"$curfew" --db "$database" load "$here/synthetic-measurements.csv" --as synthetic-example
"$curfew" --db "$database" load "$here/synthetic-networks.csv" --as synthetic-networks
"$curfew" --db "$database" load "$here/synthetic-tor-users.csv" --as synthetic-tor-users
"$curfew" --db "$database" run "$here/tour.cq" --out "$work"
for file in "$work"/*.tex; do
  [ -e "$file" ] || continue
  echo
  echo "-- $(basename "$file")"
  cat "$file"
done
