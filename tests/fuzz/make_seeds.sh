#!/bin/sh
# make_seeds.sh SAMPLES DIRECTORY: from the samples of the unit tests, seeds for the targets that read files: DIRECTORY/serialized_store,
# DIRECTORY/message and DIRECTORY/text, each with whole files and with the damage that readers have to live with.
set -e
samples=$1
out=$2
mkdir -p "$out/serialized_store" "$out/message" "$out/text"

# A DWORD, little endian.
dword() {
  printf "\\$(printf %o $(($1 & 255)))\\$(printf %o $(($1 >> 8 & 255)))\\$(printf %o $(($1 >> 16 & 255)))\\$(printf %o $(($1 >> 24 & 255)))"
}
record() { dword "$1"; dword 1; dword "$(wc -c < "$2")"; cat "$2"; }
header() { dword 0; printf CERT; }
end() { dword 0; dword 0; dword 0; }

stores=$out/serialized_store
value=$out/value
printf 'AAAAAAAA' > "$value"
{ header; end; } > "$stores/empty"
{ header; record 32 "$samples/rsa.cer"; record 33 "$samples/full.crl"; end; } > "$stores/elements"
# Pointers, handles, what is computed, reserved and too large ids: none of them may be shown.
{ header; for id in 1 2 5 6 14 78 79 99 100 65536 4294967295; do record $id "$value"; done; record 32 "$samples/rsa.cer"; end; } > "$stores/forbidden_properties"
{ header; for id in 3 3 4 4 11 13 27 11; do record $id "$value"; done; record 32 "$samples/rsa.cer"; end; } > "$stores/repeated_properties"
{ header; record 11 "$value"; end; } > "$stores/property_of_nothing"
{ header; dword 32; dword 1; dword 4294967295; } > "$stores/record_without_end"
{ header; cat "$samples/rsa.cer" "$samples/rsa.cer" > "$out/two"; record 32 "$out/two"; end; } > "$stores/bytes_behind_an_element"

messages=$out/message
cp "$samples"/*.p7b "$samples"/*.p7m "$messages/" 2> /dev/null || true
for message in "$messages"/*; do
  { cat "$message"; printf '\0\0\0\0'; } > "$message.zeros"
  { cat "$message"; printf '\n'; } > "$message.newline"
done

text=$out/text
openssl base64 -in "$samples/degenerate.p7b" -out "$text/base64"
{ cat "$text/base64"; printf '\0'; } > "$text/base64_with_a_nul"
sed 's/$/\r/' "$text/base64" > "$text/base64_of_windows"
sed 's/./&\x00/g; s/$/\x0d\x00/' "$text/base64" > "$text/utf16"
openssl x509 -inform DER -in "$samples/rsa.cer" -out "$text/pem"
cat "$text/pem" "$text/pem" > "$text/two_of_pem"
printf -- '-----BEGIN X-----\nMAA=\n-----END X-----\n' > "$text/pem_of_something_else"
printf 'MIIB====' > "$text/too_many_fillers"
rm -f "$value" "$out/two"
