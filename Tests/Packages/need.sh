#!/bin/sh
# need.sh FILE PACKAGE ...: each FILE is there or PACKAGE is installed, where that needs no password; otherwise the
# command that installs what is missing is named and the build stops.
set -eu
missing=""
while [ $# -ge 2 ]; do
  file=$1
  package=$2
  shift 2
  # A program counts wherever the PATH has it; a header only where the compiler looks.
  case $file in
    */bin/*) command -v "$(basename "$file")" >/dev/null 2>&1 || missing="$missing $package" ;;
    *) [ -e "$file" ] || missing="$missing $package" ;;
  esac
done
[ -z "$missing" ] && exit 0

command="apt-get install -y --no-install-recommends$missing"
if ! command -v apt-get >/dev/null 2>&1; then
  echo "missing system packages (Debian names):$missing" >&2
  exit 1
elif [ "$(id -u)" = 0 ]; then
  run=""
elif sudo -n true 2>/dev/null; then
  run="sudo"
else
  echo "missing system packages; install them with:" >&2
  echo "  sudo $command" >&2
  exit 1
fi
echo "installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
$run $command >/dev/null 2>&1 || { $run apt-get update >/dev/null && $run $command >/dev/null; }
