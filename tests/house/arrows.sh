#!/usr/bin/env bash
# arrows.sh ROOT: names every include under ROOT that goes from one room to another where no arrow leads:
#   proofs -> model <- tests -> impl, and from proofs to impl's lifetime kernel alone.
# Inside model and tests/conformance a folder includes only itself and those that stand before it in the list of floors.
# Also names includes that climb out with "../" or stand on an absolute path, and build files that join the rooms.
# Prints FILE:LINE: reason, and fails if there was anything to print.
set -euo pipefail
cd "$1"

# Sets `room` to where an include leads; empty for the system and for a neighbour in the same folder.
find_room() {
  case $1 in
    model/* | impl/* | proofs/* | tests/*) room=${1%%/*} ;;
    certlife/oracle.h) room=model ;;
    certlife/conformance*.h) room=tests ;;
    certlife/* | wincrypt.h | windows.h) room=impl ;;
    *) room= ;;
  esac
}

allowed() {  # allowed FROM-ROOM INCLUDE TO-ROOM
  case $1-$3 in
    *- | model-model | impl-impl | proofs-proofs | tests-tests) return 0 ;;
    proofs-model | tests-model | tests-impl) return 0 ;;
    proofs-impl) [[ $2 == impl/src/lifetime_kernel.h ]] ;;
    *) return 1 ;;
  esac
}

readonly floors='model/domain model/rules model/invariants model/mutants model/trace model/tool model/ledger model/lifetimes model/oracle
  model/c_api model/explore model/programs model/export tests/conformance/target tests/conformance/campaign tests/conformance/report tests/conformance/embedded tests/conformance/cli'

# Sets `floor` to the number of the floor that a file stands on; empty where it is on none: a header of model/ itself, a test, a harness.
find_floor() {
  local name number=0
  floor=
  [[ $1 == */tests/* || $1 == *_test.cpp ]] && return
  for name in $floors; do
    number=$((number + 1))
    if [[ $1 == "$name"/* ]]; then floor=$number; fi
  done
}

is_upstairs() {  # is_upstairs FILE INCLUDE
  local from floor
  find_floor "$1"; from=$floor
  find_floor "$2"
  [[ -n $from && -n $floor ]] && ((floor > from))
}

complaints=0
complain() { printf '%s: %s\n' "$1" "$2"; complaints=$((complaints + 1)); }

check_include() {  # check_include PLACE FILE INCLUDE
  local from=${2%%/*} room
  case $3 in
    ../* | */../*) complain "$1" "\"$3\" climbs out of its folder"; return ;;
    /*) complain "$1" "\"$3\" is an absolute path"; return ;;
  esac
  find_room "$3"
  allowed "$from" "$3" "$room" || complain "$1" "$from includes $3 of $room"
  if is_upstairs "$2" "$3"; then complain "$1" "$3 stands on a higher floor"; fi
}

sources() { find model impl proofs tests -type f "$@" 2>/dev/null || true; }

check_sources() {
  local file line text
  local between='[<"]([^>"]*)[>"]'
  while IFS=: read -r file line text; do
    [[ $text =~ $between ]] && check_include "$file:$line" "$file" "${BASH_REMATCH[1]}"
  done < <(sources \( -name '*.h' -o -name '*.c' -o -name '*.cpp' -o -name '*.in' \) -print0 |
           xargs -0 -r grep -HnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]' || true)
}

# Linking would be an arrow as well, whatever the includes say.
check_build_files() {
  local room=$1 forbidden=$2 place
  while IFS= read -r place; do
    complain "$(cut -d: -f1,2 <<<"$place")" "$room is built with something of another room"
  done < <(sources -name CMakeLists.txt -path "$room/*" -print0 | xargs -0 -r grep -HnE "^[^#]*($forbidden)" || true)
}

check_sources
check_build_files model 'PROJECT_SOURCE_DIR\}/(impl|proofs|tests)|certlife_(impl|wincrypt|kernel)'
check_build_files impl 'PROJECT_SOURCE_DIR\}/(model|proofs|tests)|certlife_(model|trace|oracle|ledger|explore)'
check_build_files proofs 'PROJECT_SOURCE_DIR\}/tests'
for room in model impl proofs tests; do check_build_files "$room" '_SOURCE_DIR\}/\.\.|[( "]/(home|root|usr|tmp|opt)/'; done
((complaints == 0))
