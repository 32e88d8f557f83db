#!/usr/bin/env bash
# pages_test.sh COMPILER FLAGS ARCHIVE INCLUDES PAGE…: the first program of each page compiles as C, and says what the page shows behind it.
set -euo pipefail
compiler=$1 flags=$2 archive=$3 includes=$4
shift 4
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
failures=0

block() { awk -v wanted="\`\`\`$1" '$0 == "```" && inside { exit } inside { print } $0 == wanted { inside = 1 }' "$2"; }  # block LANGUAGE PAGE

for page; do
  block c "$page" >"$place/program.c"
  block text "$page" >"$place/shown"
  [[ -s $place/program.c && -s $place/shown ]] || { echo "$page has no program and what it says"; exit 1; }
  # shellcheck disable=SC2086  # words of options
  $compiler $flags -I"$includes" "$place/program.c" "$archive" -lcrypto -lpthread -lstdc++ -o "$place/program"
  CERTLIFE_LEAKS=1 "$place/program" 2>&1 | sed 's/0x[0-9a-f]*/0x…/g' | LC_ALL=C sort >"$place/said"
  LC_ALL=C sort "$place/shown" | diff -u - "$place/said" || { echo "$page shows something else"; failures=$((failures + 1)); }
done
exit "$((failures > 0))"
