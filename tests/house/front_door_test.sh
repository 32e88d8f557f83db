#!/usr/bin/env bash
# front_door_test.sh ROOT: ./certlife answers, builds and runs as promised, in a small checkout of its own.
set -euo pipefail
root=$1
place=$(mktemp -d)
# A path that CMake cannot take is built through a link beside all temporary files.
trap 'rm -rf "$place"; find /tmp -maxdepth 1 -type l -lname "$place/*" -delete 2>/dev/null || true' EXIT
failures=0

fail() { echo "FAILED: $*"; sed 's/^/  out: /' "$place/out"; sed 's/^/  err: /' "$place/err"; failures=$((failures + 1)); }
# run COMMAND…: its output goes to $place/out and $place/err, its exit code to $code.
run() { code=0; "$@" >"$place/out" 2>"$place/err" </dev/null || code=$?; }
lines() { wc -l <"$place/$1"; }

refuses_in_one_line() {  # refuses_in_one_line WORDS-OF-THE-MESSAGE ARGUMENT…
  local words=$1
  shift
  run "$root/certlife" "$@"
  [[ $code == 2 && $(lines out) == 0 && $(lines err) == 1 ]] && grep -qF -- "$words" "$place/err" || fail "certlife $*"
}

bash -n "$root/certlife" && bash -n "$root/.ci/run" || { echo "FAILED: a script has a syntax error"; exit 1; }

cd "$place"   # from here on everything is called from another directory
run "$root/certlife" --help
[[ $code == 0 && $(lines err) == 0 ]] || fail "--help"
for verb in conform 'oracle check' 'oracle allowed' 'oracle explain' 'oracle serve' prove refute ask list claims bench test \
            hunt replay export package clean; do
  grep -q "${verb##* }" "$place/out" || fail "--help does not name $verb"
done
for words in 'list --help' 'list -h' 'oracle --help' 'test --help' 'package --help' 'clean --help'; do
  # shellcheck disable=SC2086  # two words
  run "$root/certlife" $words
  [[ $code == 0 && $(lines out) -gt 3 && $(lines err) == 0 ]] || fail "$words"
done
run "$root/certlife" --version
[[ $code == 0 ]] && grep -qE '^certlife [0-9]+\.[0-9]+\.[0-9]+$' "$place/out" || fail "--version"

refuses_in_one_line "unknown verb 'frobnicate'" frobnicate
refuses_in_one_line "unknown verb '--frobnicate'" --frobnicate
refuses_in_one_line "unknown verb 'comform'; did you mean conform?" comform
refuses_in_one_line "unknown verb 'porve'; did you mean prove?" porve
refuses_in_one_line "unknown verb 'replays'; did you mean replay?" replays
! run "$root/certlife" frobnicate || ! grep -q 'did you mean' "$place/err" || fail "what is like no verb gets no advice"
refuses_in_one_line "unknown verb '?[31mconform?" $'\e[31mconform\nsecond line'
refuses_in_one_line "oracle: say" oracle
refuses_in_one_line "unknown verb 'guess'" oracle guess
refuses_in_one_line "list: say" list
refuses_in_one_line "unknown list 'stores'" list stores
refuses_in_one_line "test: unknown argument '--some'" test --some
refuses_in_one_line "clean: takes no argument" clean everything
refuses_in_one_line "package: takes the folder" package one other
refuses_in_one_line "package: takes the folder" package --some
run "$root/certlife"
[[ $code == 2 && $(lines out) == 0 ]] || fail "no verb at all"

# What cannot be said is an error.
for words in --help --version 'list --help' 'oracle --help' 'test --help' 'package --help'; do
  for output in /dev/full ''; do
    code=0
    # shellcheck disable=SC2086  # two words
    if [[ $output ]]; then "$root/certlife" $words >"$output" 2>"$place/err" || code=$?; else "$root/certlife" $words >&- 2>"$place/err" || code=$?; fi
    [[ $code == 2 && -s $place/err ]] || fail "$words with standard output ${output:-closed}"
  done
done

# make_checkout FOLDER: one tool in it, which says what it was given.
make_checkout() {
local checkout=$1
mkdir -p "$checkout"
cp "$root/certlife" "$checkout/"
echo '# nothing is needed' >"$checkout/packages.txt"
cat >"$checkout/tool.c" <<'END'
#include <stdio.h>
int main(int count, char** words) {
  for (int i = 1; i < count; ++i) printf("[%s]", words[i]);
  printf("\n");
  return 3;
}
END
cat >"$checkout/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(small LANGUAGES C)
enable_testing()
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
add_executable(certlife-ledger tool.c)
add_custom_target(always COMMAND ${CMAKE_COMMAND} -E true COMMENT "Looking for what cites the clauses")
add_dependencies(certlife-ledger always)
file(GLOB sources CONFIGURE_DEPENDS *.c)
add_test(NAME Small.succeeds COMMAND ${CMAKE_COMMAND} -E true)
END
cat >"$checkout/CMakePresets.json" <<'END'
{"version": 4, "configurePresets": [
  {"name": "base", "hidden": true, "generator": "Ninja", "binaryDir": "${sourceDir}/build/${presetName}"},
  {"name": "release", "inherits": "base"}, {"name": "asan", "inherits": "base"},
  {"name": "tsan", "inherits": "base"}, {"name": "clang", "inherits": "base"}]}
END
}

checkout="$place/a check out"
make_checkout "$checkout"

run "$checkout/certlife" oracle explain 'CLOSE-5 and more'
[[ $code == 3 && $(cat "$place/out") == '[explain][CLOSE-5 and more]' ]] || fail "a tool is built and run"
[[ $(cat "$place/err") == $'certlife: configuring the release build\ncertlife: building certlife-ledger' ]] || fail "the build says what it does, and no more"
run "$checkout/certlife" list clauses --json -
[[ $code == 3 && $(cat "$place/out") == '[list][clauses][--json][-]' && $(lines err) == 0 ]] || fail "up to date is quiet"
ln -s "$checkout/certlife" "$place/linked"
run "$place/linked" list readings
[[ $code == 3 && $(cat "$place/out") == '[list][readings]' ]] || fail "through a symbolic link"
run "$checkout/certlife" conform
[[ $code == 2 && $(cat "$place/err") == 'certlife: conform: not available yet' ]] || fail "a verb that does not exist yet"

# Two at once in one checkout, when something must be built, and whoever waits says so.
echo '// changed' >>"$checkout/tool.c"
"$checkout/certlife" list clauses >"$place/one" 2>&1 & first=$!
"$checkout/certlife" list readings >"$place/other" 2>&1 & second=$!
code=0; wait "$first" || code=$?
[[ $code == 3 && $(tail -n 1 "$place/one") == '[list][clauses]' ]] || { cp "$place/one" "$place/out"; fail "the first of two at once"; }
code=0; wait "$second" || code=$?
[[ $code == 3 && $(tail -n 1 "$place/other") == '[list][readings]' ]] || { cp "$place/other" "$place/out"; fail "the second of two at once"; }
flock "$checkout/build/.lock" sleep 2.5 &
sleep 0.1
run "$checkout/certlife" list clauses
[[ $code == 3 ]] && grep -qx 'certlife: waiting for another certlife that builds here' "$place/err" || fail "waiting for somebody else"
wait

# A copy builds its own sources, and so does a checkout that was moved.
cp -a "$checkout" "$place/copy"
sed -i 's/return 3/return 5/' "$place/copy/tool.c"
run "$place/copy/certlife" list clauses
[[ $code == 5 ]] && grep -q 'this checkout was copied or moved' "$place/err" || fail "a copied checkout"
mv "$place/copy" "$place/moved"
run "$place/moved/certlife" list clauses
[[ $code == 5 && ! -e $place/copy ]] || fail "a moved checkout"
run "$place/moved/certlife" list clauses
[[ $code == 5 && $(lines err) == 0 ]] || fail "a moved checkout is built once"

# Any path will do.
odd="$place/a \$HOME'q\"u;b é"
make_checkout "$odd"
run "$odd/certlife" list clauses
[[ $code == 3 && $(cat "$place/out") == '[list][clauses]' ]] || fail "a path with all that shells and CMake care for"
run "$odd/certlife" list clauses
[[ $code == 3 && $(lines err) == 0 ]] || fail "such a path is built once"

# Where nothing can be written, what is built is run, and what is not is said to be missing.
if ((EUID == 0)); then
  chmod a+rx "$place"
  as_somebody_else() { run setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
else
  as_somebody_else() { chmod -R a-w "$place/moved"; run "$@"; chmod -R u+w "$place/moved"; }
fi
as_somebody_else "$place/moved/certlife" list clauses
[[ $code == 5 && $(lines err) == 0 ]] || fail "a complete build that is read-only"
as_somebody_else "$place/moved/certlife" conform
[[ $code == 2 ]] && grep -q 'certlife-conform is not built, and nothing can be built' "$place/err" || fail "an incomplete build that is read-only"
as_somebody_else "$place/moved/certlife" clean
[[ $code == 2 && $(lines err) == 1 && -e $place/moved/build/release ]] || fail "clean where nothing can be written"
mkdir "$place/moved/tests" && touch "$place/moved/tests/new.c"
as_somebody_else "$place/moved/certlife" list clauses
[[ $code == 5 ]] && grep -q 'tests/new.c is newer than what is built' "$place/err" || fail "a read-only build that is old"

# A folder behind a link keeps what is somebody else's.
mv "$place/moved/build" "$place/elsewhere"
touch "$place/elsewhere/mine"
ln -s "$place/elsewhere" "$place/moved/build"
run "$place/moved/certlife" list clauses
[[ $code == 5 ]] || fail "a build folder behind a link"
run "$place/moved/certlife" clean
[[ $code == 0 && -L $place/moved/build && $(ls -A "$place/elsewhere") == mine ]] || fail "clean with a build folder behind a link"

run "$checkout/certlife" test
[[ $code == 0 && $(tail -n 1 "$place/out") == '100% tests passed, 0 tests failed out of 1' ]] || fail "test"
run "$checkout/certlife" test --all
[[ $code == 0 && $(tail -n 1 "$place/out") == '100% tests passed, 0 tests failed out of 7' ]] || fail "test --all"
echo 'add_test(NAME Small.fails COMMAND ${CMAKE_COMMAND} -E false)' >>"$checkout/CMakeLists.txt"
run "$checkout/certlife" test
[[ $code != 0 && $(tail -n 1 "$place/out") == '50% tests passed, 1 tests failed out of 2' ]] || fail "a failing test"
echo '#warning take care' >>"$checkout/tool.c"
run "$checkout/certlife" list clauses
grep -q 'take care' "$place/err" && [[ $code == 3 ]] || fail "a warning is shown"
echo 'broken' >"$checkout/tool.c"
run "$checkout/certlife" list clauses
grep -q 'tool.c:1:' "$place/err" || fail "an error is shown"
[[ $code == 2 && $(tail -n 1 "$place/err") == 'certlife: could not build certlife-ledger' ]] || fail "a failing build"
run "$checkout/certlife" test --all
[[ $code != 0 && $(tail -n 1 "$place/out") != '100% '* ]] || fail "test --all with a failing build"
run "$checkout/certlife" package /dev/null/packages
[[ $code == 2 ]] && grep -qxF 'certlife: package: /dev/null/packages cannot be written' "$place/err" || fail "packages where nothing can be written"
run "$checkout/certlife" clean
[[ $code == 0 && ! -e $checkout/build ]] || fail "clean"

# Packages: a Debian on which nothing is installed and nothing can be.
mkdir "$place/fake"
printf '#!/bin/sh\nexit 1\n' | tee "$place/fake/dpkg-query" "$place/fake/apt-get" >"$place/fake/sudo"
chmod +x "$place/fake"/*
printf 'needed-one\nneeded-two\nwished? conform hunt\n' >"$checkout/packages.txt"
run env PATH="$place/fake:$PATH" "$checkout/certlife" list clauses
[[ $code == 2 ]] && grep -q 'needed-one needed-two' "$place/err" || fail "missing packages are named"
if ((EUID == 0)); then
  chmod -R a+rwX "$place"
  run setpriv --reuid=65534 --regid=65534 --clear-groups env PATH="$place/fake:$PATH" "$checkout/certlife" list clauses
  [[ $code == 2 ]] && grep -qE '^  sudo apt-get .* needed-one needed-two$' "$place/err" || fail "the one command to run"
fi
printf 'wished? conform hunt\n' >"$checkout/packages.txt"
run env PATH="$place/fake:$PATH" "$checkout/certlife" list clauses
grep -q 'wished is not installed: without it conform hunt lacks something' "$place/err" || fail "an optional package"
run env PATH="$place/fake:$PATH" "$checkout/certlife" list clauses
! grep -q 'wished' "$place/err" || fail "an optional package is tried once"

# Installed: the script beside its tools, without a checkout.
mkdir -p "$place/prefix/bin"
cp "$root/certlife" "$place/prefix/bin/"
printf '#!/bin/sh\necho "$@"\nexit 4\n' >"$place/prefix/bin/certlife-oracle"
chmod +x "$place/prefix/bin/certlife-oracle"
run "$place/prefix/bin/certlife" oracle check a.jsonl
[[ $code == 4 && $(cat "$place/out") == 'check a.jsonl' ]] || fail "installed, a tool is run"
run "$place/prefix/bin/certlife" test
[[ $code == 2 && $(lines err) == 1 ]] || fail "installed, there is nothing to test"
run "$place/prefix/bin/certlife" prove
[[ $code == 2 && $(cat "$place/err") == 'certlife: prove: certlife-prove is not installed beside this certlife' ]] || fail "installed, a tool that is not there"
run "$place/prefix/bin/certlife" bench
[[ $code == 2 && $(cat "$place/err") == 'certlife: bench: measures what is built in a checkout of the sources, and none is here' ]] || fail "installed, nothing to measure"
run "$place/prefix/bin/certlife" package
[[ $code == 2 && $(lines err) == 1 ]] || fail "installed, there is nothing to package"
mkdir -p "$place/prefix/libexec/certlife"
mv "$place/prefix/bin/certlife-oracle" "$place/prefix/libexec/certlife/"
run "$place/prefix/bin/certlife" oracle check a.jsonl
[[ $code == 4 && $(cat "$place/out") == 'check a.jsonl' ]] || fail "installed, a tool beside the folder of the front door"

exit "$((failures > 0))"
