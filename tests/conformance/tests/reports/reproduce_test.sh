#!/usr/bin/env bash
# Whatever conform reports, the command that it prints shows again: reproduce_test.sh CERTLIFE-CONFORM UNSTEADY-HARNESS
set -euo pipefail

readonly conform=$1 unsteady=$2
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
cd "$work"

fail() { printf 'reproduce_test: %s\n' "$*" >&2; exit 1; }

# commands_of TARGET: the commands of a short run, one a line.
commands_of() {
  "$conform" conform --target "$1" --level clauses,exhaustive,random --depth 2 --random 20 2>/dev/null >report.txt && fail "$1: nothing deviated"
  sed -n 's/^    again:    certlife //p' report.txt
}

# Runs what a user would paste, with the tool itself in place of the front door; 1 is a deviation shown.
shows_again() {
  local status=0
  bash -c "\"$conform\" $1" >shown.txt 2>&1 || status=$?
  ((status == 1)) && grep -q 'is broken at call' shown.txt
}

check() {
  local command count=0
  while IFS= read -r command; do
    shows_again "$command" || fail "$1: this shows nothing: $command: $(cat shown.txt)"
    count=$((count + 1))
  done < <(commands_of "$1")
  ((count > 0)) || fail "$1: no command"
  printf '%s: %s commands\n' "$1" "$count"
}

for target in model:check_forgets_crls model:closing_null_crashes model:properties_are_not_copied "$unsteady"; do check "$target"; done

# The control: a sound target shows none of it, and says so.
command=$(commands_of model:check_forgets_crls | head -n 1)
shows_again "${command/model:check_forgets_crls/model}" && fail "the model without a fault deviates"
grep -qx allowed shown.txt || fail "the model without a fault is not said to be allowed"

# Bad input has one line, and exit 2.
for arguments in "--calls 'Nonsense(1)'" "--calls ''" "" "--times 3" "--calls 'CertCloseStore(NULL, 0)' --times 0"; do
  status=0
  bash -c "\"$conform\" replay --target model $arguments" >/dev/null 2>error.txt || status=$?
  ((status == 2)) || fail "replay $arguments: exit $status"
  (($(wc -l <error.txt) == 1)) || fail "replay $arguments: $(cat error.txt)"
done
