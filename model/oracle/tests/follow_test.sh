#!/usr/bin/env bash
# oracle check --follow: speaks while the trace is being written, at the first fault, and when it is asked to stop.
set -euo pipefail
oracle=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() { echo "$1"; cat "$folder/said"; exit 1; }
follow() { "$oracle" check --follow --balanced "$folder/trace.jsonl" >"$folder/said" 2>&1 & }
write() { printf '%s\n' "$@" >>"$folder/trace.jsonl"; }
said_in_time() { for _ in {1..500}; do grep -q "$1" "$folder/said" && return; sleep 0.02; done; fail "did not say: $1"; }
has_opened_it() { for _ in {1..500}; do ls -l "/proc/$1/fd" 2>/dev/null | grep -q trace.jsonl && return; sleep 0.02; done; return 1; }
make='{"call":"CertCreateCertificateContext","args":{"pbCertEncoded":"cert:A"},"ret":"c1"}'
free='{"call":"CertFreeCertificateContext","args":{"pCertContext":"c1"},"ret":true}'

# At the first fault, while the writer goes on: the file did not even exist at first, and comes in pieces.
follow
write '{"certlife-trace":1}' "$make"
printf '%s' "${free:0:30}" >>"$folder/trace.jsonl"
sleep 0.1
write "${free:30}" "$free"
code=0
wait $! || code=$?
((code == 4)) || fail "ended with $code at a second free"
said_in_time '^line 4: undefined'

# Asked to stop, it says what it has seen, and what is owed.
rm "$folder/trace.jsonl"
follow
write '{"certlife-trace":1}' "$make"
has_opened_it $! || fail "did not open the trace"
kill -0 $! || fail "ended before it was asked to"
kill -TERM $!
code=0
wait $! || code=$?
((code == 4)) || fail "ended with $code where a context is owed"
said_in_time 'owed'
