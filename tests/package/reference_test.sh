#!/usr/bin/env bash
# reference_test.sh DOXYGEN DOXYFILE: what the reference makes of the comments of a header, and that it fails with a warning.
set -euo pipefail
doxygen=$1 settings=$2
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# make HEADER [SETTING]: the reference of one header.
make() {
  { cat "$settings"; printf 'INPUT = "%s"\nOUTPUT_DIRECTORY = "%s"\nSEARCHENGINE = NO\n%s\n' "$1" "$place/$(basename "$1")-pages" "${2-}"; } |
    "$doxygen" - >"$place/said" 2>&1
}

cat >"$place/right.h" <<'END'
/* A header that includes <other.h>. */
/*
 * Gives a & b, as #1 says.
 *
 *   first   what it takes
 *           and more
 */
int function_of(int first);
enum outcome {
  OUTCOME_FINE = 0, /* All is well. */
  OUTCOME_BAD = 1   /* All is <lost>. */
};
END
make "$place/right.h" || { cat "$place/said"; exit 1; }
pages=$(cat "$place/right.h-pages"/html/right_8h.html)
for words in 'includes &lt;other.h&gt;' 'Gives a &amp; b, as #1 says.' '  first   what it takes' '          and more' 'All is well.' 'All is &lt;lost&gt;.'; do
  [[ $pages == *"$words"* ]] || { echo "the page lacks '$words'"; exit 1; }
done
printf '/** \\file */\n/** \\param second is not there */\nint function_of(int first);\n' >"$place/wrong.h"
! make "$place/wrong.h" 'INPUT_FILTER =' || { echo "a warning does not fail it"; exit 1; }
