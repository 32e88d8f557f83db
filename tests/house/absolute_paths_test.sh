#!/usr/bin/env bash
# absolute_paths_test.sh ROOT: no tracked file names a place of one particular machine, and a planted one is seen.
set -euo pipefail
cd "$1"

# Homes, mounted work places and temporary directories by name. /tmp alone stands in comments and scripts as a word;
# a file below it is meant here. An interpreter line and /dev are the same everywhere.
readonly machine='(^|[^A-Za-z0-9_.}/$)-])/(home|root|work|workspace|mnt|Users|build|src)/[A-Za-z0-9_.-]|/tmp/[A-Za-z0-9_.-]+/|[A-Z]:\\\\Users'

flags() { grep -qE "$machine" <<<"$1"; }
for planted in 'include(/home/ann/x.cmake)' 'path = "/work/tree/x"' '"/tmp/someone/x"' '"C:\\Users\\ann"'; do
  flags "$planted" || { echo "would not see: $planted"; exit 1; }
done
for harmless in '#!/usr/bin/env bash' 'build/release/bin' '"${root}/src/x"' '// and/or' 'https://example.org/home/x'; do
  ! flags "$harmless" || { echo "wrongly flags: $harmless"; exit 1; }
done

if tracked=$(git -c safe.directory='*' ls-files -z 2>/dev/null | tr '\0' '\n') && [[ -n $tracked ]]; then :; else
  tracked=$(find . -path ./build -prune -o -type f -print)
fi
found=$(grep -v 'tests/house/absolute_paths_test.sh' <<<"$tracked" | tr '\n' '\0' | xargs -0 grep -InE "$machine" || true)
[[ -z $found ]] || { printf 'absolute paths of one machine:\n%s\n' "$found"; exit 1; }
