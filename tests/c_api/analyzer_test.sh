#!/usr/bin/env bash
# analyzer_test.sh CLANG ROOT: by the attributes of the headers clang's static analyzer finds the planted leaks and second frees, and nothing
# in the mended twin.
set -euo pipefail
clang=$1
root=$2

found_in() {
  "$clang" --analyze --analyzer-no-default-checks -Xclang -analyzer-checker=unix.Malloc -Xclang -analyzer-output=text -Xclang -analyzer-config -Xclang unix.DynamicMemoryModeling:Optimistic=true \
    -I"$root/impl/include" "$root/tests/c_api/analyzer/$1" 2>&1
}

# expect FILE NUMBER TEXT: that many warnings, all of which hold the text.
expect() {
  local said all with
  said=$(found_in "$1")
  all=$(grep -c 'warning: ' <<<"$said" || true)
  with=$(grep -c "warning: .*$3" <<<"$said" || true)
  [[ $all == "$2" && $with == "$2" ]] && return
  printf '%s: %s warnings, %s of them "%s", instead of %s:\n%s\n' "$1" "$all" "$with" "$3" "$2" "$said"
  exit 1
}

expect leak.c 2 'leak'
expect double_free.c 2 'Attempt to free released memory'
expect mended.c 0 'leak'
