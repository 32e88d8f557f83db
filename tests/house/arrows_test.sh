#!/usr/bin/env bash
# arrows_test.sh ROOT: the checkout obeys the arrows between rooms, and arrows.sh would notice if it did not.
set -euo pipefail
root=$1
arrows=$root/tests/house/arrows.sh

"$arrows" "$root" || { echo "an include crosses rooms where no arrow leads"; exit 1; }

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
failures=0

plant() {  # plant FILE TEXT: a copy of a checkout with nothing but this line in it
  rm -rf "${copy:?}"/*
  mkdir -p "$copy/model" "$copy/impl" "$copy/proofs" "$copy/tests" "$copy/$(dirname "$1")"
  printf '// a file\n%s\n' "$2" >"$copy/$1"
}
must_flag() {
  plant "$1" "$2"
  if found=$("$arrows" "$copy") || [[ $found != "$1:2:"* ]]; then
    echo "not flagged: $2 in $1"; failures=$((failures + 1))
  fi
}
must_pass() {
  plant "$1" "$2"
  "$arrows" "$copy" || { echo "wrongly flagged: $2 in $1"; failures=$((failures + 1)); }
}

must_flag model/rules/close.h '#include "impl/src/store.h"'
must_flag model/rules/close.h '#include <certlife/wincrypt.h>'
must_flag model/rules/close.h '  #  include <windows.h>'
must_flag model/rules/close.h '#include "proofs/claim.h"'
must_flag model/trace/reader_test.cpp '#include "tests/support.h"'
must_flag impl/src/store.cpp '#include "model/world.h"'
must_flag impl/src/store.cpp '#include "proofs/claim.h"'
must_flag impl/include/certlife/wincrypt.h '#include "tests/support.h"'
must_flag proofs/claim.cpp '#include "impl/src/store.h"'
must_flag proofs/claim.cpp '#include <certlife/wincrypt.h>'
must_flag proofs/claim.cpp '#include "tests/support.h"'
must_flag tests/clauses/close_test.cpp '#include "proofs/claim.h"'
must_flag model/rules/close.h '#include "model/oracle/judge.h"'
must_flag model/oracle/judge.cpp '#include "model/programs/walk.h"'
must_flag model/programs/walk.cpp '#include "model/export/story.h"'
must_flag tests/conformance/target/wine.cpp '#include "tests/conformance/campaign/port.h"'
must_flag tests/conformance/campaign/campaign.cpp '#include "tests/conformance/report/results.h"'
must_flag tests/conformance/report/results.cpp '#include "tests/conformance/cli/plan.h"'
must_flag tests/clauses/close_test.cpp '#include "../../outside.h"'
must_flag tests/clauses/close_test.cpp '#include "/usr/include/stdio.h"'
must_flag model/CMakeLists.txt 'target_link_libraries(a PRIVATE certlife_impl)'
must_flag impl/CMakeLists.txt 'target_link_libraries(a PRIVATE certlife_trace)'
must_flag tests/CMakeLists.txt 'include(${PROJECT_SOURCE_DIR}/../other.cmake)'

must_flag model/rules/close.h '#include <certlife/conformance.h>'
must_flag impl/src/store.cpp '#include <certlife/oracle.h>'
must_flag model/oracle/judge.cpp '#include "model/c_api/guarded.h"'

must_pass model/c_api/tests/c_program.c '#include <certlife/oracle.h>'
must_pass proofs/kernel.cpp '#include "impl/src/lifetime_kernel.h"'
must_pass proofs/claim.cpp '#include "model/rules/close_store.h"'
must_pass tests/clauses/close_test.cpp '#include <certlife/wincrypt.h>'
must_pass tests/clauses/close_test.cpp '#include "model/rules/close_store.h"'
must_pass impl/include/certlife/compat/wincrypt.h '#include <certlife/wincrypt.h>'
must_pass model/oracle/judge.cpp '#include "model/rules/close_store.h"'
must_pass model/oracle/tests/judge_test.cpp '#include "model/programs/walk.h"'
must_pass tests/conformance/report/results.cpp '#include "tests/conformance/campaign/campaign.h"'
must_pass model/world.h '#include <vector>'
exit "$((failures > 0))"
