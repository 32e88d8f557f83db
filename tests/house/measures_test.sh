#!/usr/bin/env bash
# measures_test.sh ROOT: the checkout keeps the limits of measures.py, and measures.py would notice if it did not.
set -euo pipefail
root=$1
measures=$root/tests/house/measures.py

python3 "$measures" --check "$root" || { echo "a limit of the house is passed"; exit 1; }

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git -C "$copy" init -q
mkdir -p "$copy/model/rules" "$copy/tests/conformance/campaign"
cp "$root/model/calls.h" "$copy/model/"
failures=0

must_notice() {  # must_notice WHAT: the copy passes this limit
  local said
  said=$(python3 "$measures" --check "$copy") && { echo "not noticed: $1"; failures=$((failures + 1)); return; }
  [[ $said == *"passes its limit: $1:"* ]] || { echo "not noticed: $1"; failures=$((failures + 1)); }
}

{ echo 'int rule(int x) {'; for _ in {1..30}; do echo '  x += 1;'; done; echo '  return x;'; echo '}'; } >"$copy/model/rules/long.h"
must_notice 'longest rule'
for _ in {1..200}; do echo 'const char* id = "CLOSE-5";'; done >"$copy/tests/conformance/campaign/ids.cpp"
must_notice 'clause ids in product code of tests/conformance'
echo 'answer_by<D, 8>(outcome);' >"$copy/model/rules/counted.h"
must_notice 'tables with a size counted by hand'
for i in {1..30}; do printf '#include "model/rules/chain%d.h"\n' "$((i + 1))" >"$copy/model/rules/chain$i.h"; done
echo 'int last;' >"$copy/model/rules/chain31.h"
must_notice 'deepest chain of includes'
for i in one other; do echo "namespace certlife { struct Sight { int $i; }; }" >"$copy/model/rules/$i.h"; done
must_notice 'types defined twice in one namespace'
exit "$((failures > 0))"
