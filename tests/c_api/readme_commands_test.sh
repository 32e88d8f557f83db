#!/usr/bin/env bash
# readme_commands_test.sh ROOT LIBRARY: compiles and runs by the command lines that the README gives under "Using the library".
set -euo pipefail
root=$1 library=$2
programs=$root/tests/c_api
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mapfile -t commands < <(sed -n '/^## Using the library/,/^## /s/^    \(cc .*libcertlife.a.*\)$/\1/p' "$root/README.md")
[[ ${#commands[@]} -eq 2 ]] || { echo "the README has ${#commands[@]} command lines, not 2"; exit 1; }

cd "$root"
for command in "${commands[@]}"; do
  command=${command//windows_program.c/$programs/unchanged_source.c}
  command=${command// program.c/ $programs/c_program.c}
  command=${command//build\/release\/impl\/libcertlife.a/$library}
  echo "$command"
  $command -o "$work/program"
  "$work/program" > "$work/output" || { cat "$work/output"; exit 1; }
done
