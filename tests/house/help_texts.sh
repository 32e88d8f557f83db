#!/usr/bin/env bash
# help_texts.sh BIN [--check]: keeps what the tools in BIN say to --help, so that the front door can show it where nothing is built.
# With --check nothing is written: exit code 1 if a text is old, or if a text is of no verb.
set -euo pipefail
bin=$1
texts=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/model/tool/help

# The words of the front door, and the tool that answers them with its own words.
verbs() {
  local word
  for word in conform accept expire hunt replay export fingerprint diff coverage 'coverage merge' 'coverage show'; do echo "$word|certlife-conform $word"; done
  for word in check allowed serve; do echo "oracle $word|certlife-oracle $word"; done
  echo 'oracle explain|certlife-ledger explain'
  for word in clauses readings status windows facts ownership; do echo "list $word|certlife-ledger list $word"; done
  echo 'list claims|certlife-prove list claims'
  for word in prove refute; do echo "$word|certlife-prove $word"; done
  echo 'record|certlife-record'
  echo 'explore|certlife-explore'
  echo 'bench|certlife-bench'
}

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
while IFS='|' read -r verb command; do
  # shellcheck disable=SC2086  # the words of the command
  [[ ! -x $bin/${command%% *} ]] || "$bin"/$command --help >"$fresh/${verb// /-}.txt"
done < <(verbs)
if [[ ${2-} == --check ]]; then
  diff -ru "$texts" "$fresh" && exit 0
  echo "what --help says has changed: run tests/house/help_texts.sh $bin"
  exit 1
fi
mkdir -p "$texts"
rm -f "$texts"/*.txt
cp "$fresh"/*.txt "$texts"
