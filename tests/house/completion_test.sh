#!/usr/bin/env bash
# completion_test.sh ROOT: bash completes every verb that the help names, second words, and the options of a verb.
set -euo pipefail
root=$1
# shellcheck source=/dev/null
source "$root/model/tool/completion/certlife.bash"
failures=0

offers() {  # offers WANTED WORD…: what the last word, which may be empty, is completed to
  local wanted=$1
  shift
  COMP_WORDS=("$root/certlife" "$@")
  COMP_CWORD=$#
  _certlife || true  # compgen fails where it offers nothing
  [[ ${COMPREPLY[*]} == "$wanted" ]] || { echo "certlife $*: offers '${COMPREPLY[*]}', not '$wanted'"; failures=$((failures + 1)); }
}
offers 'conform coverage' co
offers 'fingerprint' fi
offers 'list' li
offers 'test' te
offers '' merge
offers 'check allowed explain serve' oracle ''
offers 'facts' list fa
offers 'merge show' coverage ''
offers '--balanced --bound' oracle check --b
offers '--json --judge --junit' conform --j
offers '' conform wi
exit "$((failures > 0))"
