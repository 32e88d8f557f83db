#!/bin/bash
# installed_verbs.sh USR: what the packages unpacked into USR answers, verb by verb; USR is the system's own, or a folder.
set -uo pipefail
usr=$1
PATH=$usr/bin:$PATH
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place" || exit 1
failures=0

# expect CODE WORDS VERB…: the verb ends with this code, and says these words.
expect() {
  local wanted=$1 words=$2 code=0
  shift 2
  certlife "$@" >said 2>&1 </dev/null || code=$?
  [[ $code == "$wanted" ]] && grep -qF -- "$words" said && return
  echo "FAILED: certlife $*: exit $code, not $wanted with '$words'"
  tail -n 20 said
  failures=$((failures + 1))
}
traces=$usr/share/certlife/traces
rejected=$traces/rejected_by_windows_accepted_by_page.jsonl

expect 0 'certlife 0.' --version
expect 0 'usage: certlife VERB' --help
expect 0 'CLOSE-5' oracle explain CLOSE-5
expect 1 'rejected' oracle check "$rejected"
expect 0 'accepted' oracle check --reading page "$rejected"
expect 0 'CertCloseStore' oracle allowed "$rejected"
expect 0 'check_counts_other_handles' list readings
expect 0 '#### Closing' list claims
expect 0 'CertCloseStore' list calls
expect 0 'PROVED' prove --only every_reference_is_owned
expect 0 'CLOSE-5' conform --target certlife --level clauses --only CLOSE-5
expect 0 'CertCloseStore' export "$rejected" --to c
expect 0 'transitions' explore --scope 1x1
expect 0 'usage: certlife record' record --help
expect 0 'usage: certlife conform' conform --help
expect 2 'bench: measures what is built in a checkout' bench
expect 2 'ask is not available yet' ask
expect 2 'package: needs a checkout of the sources' package
expect 2 'test: needs a checkout of the sources' test

# Beside the verbs: a harness in Python, pages of the manual, and completion.
if command -v python3 >/dev/null; then
  expect 0 'CLOSE-5' conform --harness "python3 '$usr/share/certlife/harnesses/complete_harness.py'" --level clauses --only CLOSE-5
fi
for page in certlife certlife-conform certlife-oracle-check; do
  gzip -dc "$usr/share/man/man1/$page.1.gz" | grep -q '^\.SH NAME' || { echo "FAILED: no page $page"; failures=$((failures + 1)); }
done
# shellcheck source=/dev/null
source "$usr/share/bash-completion/completions/certlife"
COMP_WORDS=(certlife conform --exp) COMP_CWORD=2
_certlife
[[ ${COMPREPLY[*]} == *--expected* ]] || { echo "FAILED: completes --exp to '${COMPREPLY[*]}'"; failures=$((failures + 1)); }
exit "$((failures > 0))"
