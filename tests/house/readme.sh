#!/usr/bin/env bash
# readme.sh [--check]: runs the commands that README.md names and puts what they print below them.
#   <!-- run: oracle check TRACE -->   is followed by the output of ./certlife oracle check TRACE, and ends with
#   <!-- end of run -->
# A run whose words end in "as text" is fenced; any other is Markdown. With --check nothing is written: exit code 1 if README.md is old.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

output_of() {
  local words=${1% as text} fence=
  [[ $1 == *' as text' ]] && fence='```'
  [[ -n $fence ]] && printf '%s\n' "$fence"
  # shellcheck disable=SC2086  # the words of the command
  ./certlife $words 2>/dev/null || true
  [[ -n $fence ]] && printf '%s\n' "$fence"
  return 0
}

renewed() {
  local line skipping=
  while IFS= read -r line; do
    case $line in
      '<!-- run: '*' -->')
        printf '%s\n' "$line"
        words=${line#'<!-- run: '}
        output_of "${words%' -->'}"
        skipping=yes ;;
      '<!-- end of run -->') skipping=; printf '%s\n' "$line" ;;
      *) [[ $skipping ]] || printf '%s\n' "$line" ;;
    esac
  done <README.md
}

fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
renewed >"$fresh"
if [[ ${1-} == --check ]]; then
  diff -u README.md "$fresh" && exit 0
  echo "README.md is old: run tests/house/readme.sh"
  exit 1
fi
cp "$fresh" README.md
