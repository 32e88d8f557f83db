#!/bin/sh
# Compares the counts of certlife-explore with those of SPIN, at several scopes without symmetry.
# usage: compare.sh EXPLORER [SCOPE-OPTIONS…]   without options: the scopes of the test
# exit code: 0 equal, 1 different, 77 SPIN or a C compiler is missing
explorer=$1
shift
for tool in spin cc; do
  command -v "$tool" >/dev/null || { echo "$tool is missing (apt-get install spin gcc): nothing was compared"; exit 77; }
done
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
different=0
optimize=-O2  # For times that can be compared.

compare() {
  "$explorer" "$@" --promela >"$work/scope.pml" || exit 2
  (cd "$work" && spin -a scope.pml && cc $optimize -w -DSAFETY -DNOREDUCE -DMEMLIM=6000 -o pan pan.c && ./pan -E -m4000000 >pan.out) || exit 2
  # SPIN counts the start as a transition into the first state.
  theirs=$(awk '/states, stored/ {states = $1} /transitions \(=/ {print states, $1 - 1}' "$work/pan.out")
  theirs_time=$(awk '/elapsed time/ {print $4}' "$work/pan.out")
  ours=$("$explorer" "$@" --symmetry off --claims off | awk '$1 == "off" {print $3, $4, $6}')
  ours_time=${ours##* }
  echo "$*: certlife ${ours% *} in $ours_time s, SPIN $theirs in $theirs_time s"
  [ "${ours% *}" = "$theirs" ] || { echo "  DIFFERENT"; different=1; }
}

if [ $# -gt 0 ]; then
  compare "$@"
else
  optimize=-O0  # Only the counts matter.
  compare --scope 1x2
  compare --scope 2x2
  compare --scope 2x2 --kinds 1 --handles 3 --references 3
  compare --scope 3x1
  compare --scope 1x3 --kinds 2
fi
exit $different
