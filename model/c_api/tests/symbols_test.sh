#!/usr/bin/env bash
# symbols_test.sh LIBRARY HEADER: the shared library shows the functions that the header declares, and no other.
set -euo pipefail
shown=$(nm -D --defined-only "$1" | awk '{print $NF}' | sort)
declared=$(grep -oE '^CERTLIFE_ORACLE_API .*' "$2" | grep -oE 'certlife_[a-z_]+\(' | tr -d '(' | sort)
[[ $(wc -l <<<"$declared") -gt 15 ]] || { echo "the header's functions were not found"; exit 1; }
diff <(echo "$declared") <(echo "$shown")
