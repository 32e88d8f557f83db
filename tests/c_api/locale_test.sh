#!/usr/bin/env bash
# locale_test.sh LIBRARY: fails if the library calls anything of the C library that depends on the locale, such as a comparison without
# regard to case, by which FILE is no File in Turkish.
set -euo pipefail
forbidden='^(str(n)?case(cmp|str)|str(n)?(coll|xfrm)|strto(d|f|ld)|to(w)?(lower|upper)|is(w)?(alnum|alpha|digit|lower|print|punct|space|upper)|__ctype_.*_loc|setlocale|newlocale|localeconv|(mbs|wcs).*tombs|mb(r|s).*towcs?|wc(r|s)tomb.*)$'

called() { nm --dynamic --undefined-only "$1" | awk '{ sub(/@.*/, "", $NF); print $NF }' | grep -E "$forbidden" || true; }

# A shell calls some, so we would see it.
[[ -n $(called "$(readlink -f "$BASH")") ]] || { echo "nothing was found in $BASH either"; exit 1; }
found=$(called "$1")
[[ -z $found ]] || { echo "$1 calls $found"; exit 1; }
