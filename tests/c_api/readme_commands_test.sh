#!/usr/bin/env bash
# readme_commands_test.sh ROOT BUILD: compiles and runs by the command lines that the README gives under "Using the library", with what is installed.
set -euo pipefail
root=$1 build=$2
programs=$root/tests/c_api
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mapfile -t commands < <(sed -n '/^## Using the library/,/^## /s/^    \(cc [^#]*[^# ]\).*$/\1/p' "$root/README.md")
[[ ${#commands[@]} -eq 2 ]] || { echo "the README has ${#commands[@]} command lines, not 2"; exit 1; }

for component in certlife_library certlife_development; do
  cmake --install "$build" --component "$component" --prefix "$work/installed" >"$work/output" || { cat "$work/output"; exit 1; }
done
libraries=$(dirname "$(find "$work/installed" -name libcertlife.a)")
export PKG_CONFIG_PATH=$libraries/pkgconfig LD_LIBRARY_PATH=$libraries

for command in "${commands[@]}"; do
  command=${command//windows_program.c/$programs/unchanged_source.c}
  command=${command// program.c/ $programs/c_program.c}
  echo "$command"
  bash -c "$command -o '$work/program'"
  "$work/program" >"$work/output" || { cat "$work/output"; exit 1; }
done
