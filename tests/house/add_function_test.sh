#!/usr/bin/env bash
# add_function_test.sh ROOT PLACE: adds a toy function to a copy of the checkout ROOT in the folder PLACE, in the files that README.md lists and
# no others, builds there what it needs and shows that the oracle judges it and the library makes it. The copy is always in the same place: a
# compiler cache helps. Without one that is about two minutes of a processor; the proofs would be as much again, and are left out.
set -euo pipefail
root=$(cd "$1" && pwd)
place=$2
checkout=$place/checkout
bin=$checkout/build/bin

fail() { printf 'failed: %s\n' "$1"; [[ ! -s $place/out ]] || head -n 40 "$place/out"; exit 1; }

# says CODE TEXT… -- COMMAND…: the command exits with this code, and what it prints holds each text.
says() {
  local expected=$1 code=0
  local -a texts=()
  shift
  while [[ $1 != -- ]]; do texts+=("$1"); shift; done
  shift
  "$@" >"$place/out" 2>&1 || code=$?
  [[ $code == "$expected" ]] || fail "exit code $code instead of $expected from: $*"
  for text in "${texts[@]}"; do grep -qF -- "$text" "$place/out" || fail "\"$text\" is missing in what is printed by: $*"; done
}

copy() {
  rm -rf -- "$place"
  mkdir -p "$checkout"
  tar -C "$root" --exclude=./build --exclude=./.git -c . | tar -C "$checkout" -x
}

adds_only_what_is_listed() {
  python3 "$root/tests/house/add_function.py" "$checkout" >"$place/touched"
  { diff -rq "$root" "$checkout" --exclude=build --exclude=.git || true; } | wc -l >"$place/differing"
  python3 "$root/tests/house/add_function.py" --listed >"$place/listed"
  diff "$place/listed" "$place/touched" >"$place/out" || fail "the files that README.md lists (<) are not those that are touched (>)"
  [[ $(<"$place/differing") == $(wc -l <"$place/touched") ]] || fail "more files differ than were touched"
}

build() {
  local -a launcher=()
  command -v ccache >/dev/null && launcher=(-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  cmake -S "$checkout" -B "$checkout/build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_FLAGS_DEBUG=-O0 -DCMAKE_CXX_FLAGS_DEBUG=-O0 \
    -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=8 "${launcher[@]}" >"$place/out" 2>&1 || fail "it cannot be configured"
  ninja -C "$checkout/build" -j "${CERTLIFE_JOBS:-2}" "$@" >"$place/out" 2>&1 || fail "it cannot be built"
}

# trace LINE…: these calls between an open and a close.
trace() {
  printf '%s\n' '{"certlife-trace":1}' '{"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":"s1"}' "$@" \
    '{"call":"CertCloseStore","args":{"hCertStore":"s1","dwFlags":[]},"ret":true}' >"$place/trace.jsonl"
}
touch_of() { printf '{"call":"CertTouchStore","args":{"hCertStore":%s,"dwFlags":%s},"ret":%s}' "$@"; }

the_oracle_judges_it() {
  trace "$(touch_of '"s1"' 0 true)" "$(touch_of '"s1"' 1 false)"
  says 0 'accepted' -- "$bin/certlife-oracle" check "$place/trace.jsonl"
  trace "$(touch_of '"s1"' 0 false)"
  says 1 'rejected: CertTouchStore' 'TOUCH-1' -- "$bin/certlife-oracle" check "$place/trace.jsonl"
  trace "$(touch_of '"s1"' 1 true)"
  says 1 'rejected: CertTouchStore' 'TOUCH-2' -- "$bin/certlife-oracle" check "$place/trace.jsonl"
  trace "$(touch_of null 0 false)"
  says 4 'TOUCH-4' -- "$bin/certlife-oracle" check "$place/trace.jsonl"
}

the_ledger_knows_its_rule_claim_and_program() {
  says 0 'touch_store' 'ATouchChangesNothing' 'a touch returns TRUE' -- "$bin/certlife-ledger" explain TOUCH-1
}

the_library_makes_it_and_is_judged() {
  local open='{"call":"CertOpenStore","args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":"s1"}'
  printf '{"do":"run","calls":[%s,%s,%s]}\n' "$open" "$(touch_of '"s1"' 0 null)" "$(touch_of '"s1"' 1 null)" >"$place/request"
  says 0 -- "$bin/certlife-harness" <"$place/request"
  python3 - "$place" <<'END'
import json, sys
place = sys.argv[1]
calls = json.load(open(place + '/request'))['calls']
results = json.load(open(place + '/out'))['results']
with open(place + '/trace.jsonl', 'w') as trace:
    print('{"certlife-trace":1}', file=trace)
    for call, result in zip(calls, results):
        print(json.dumps({**call, **result}), file=trace)
END
  says 0 'accepted' -- "$bin/certlife-oracle" check "$place/trace.jsonl"
  grep -q '"ret": true' "$place/trace.jsonl" && grep -q '"ret": false' "$place/trace.jsonl" || fail "the library answers both touches alike"
}

copy
adds_only_what_is_listed
build certlife-oracle certlife-ledger certlife_harness
the_oracle_judges_it
the_ledger_knows_its_rule_claim_and_program
the_library_makes_it_and_is_judged
