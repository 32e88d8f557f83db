#!/usr/bin/env bash
# package_test.sh ROOT: the packages of this checkout say what they need, hold no file twice and nothing of this machine, and run without the checkout.
set -euo pipefail
root=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
failures=0
fail() { echo "FAILED: $*"; failures=$((failures + 1)); }

"$root/certlife" package "$place/made" >"$place/named" || exit 1
while read -r file; do [[ -s $file ]] || fail "$file is named and not made"; done <"$place/named"
version=$("$root/certlife" --version)
version=${version#certlife }
system=$place/system
mkdir "$system"

packages=$(sed -nE 's|.*/([a-z0-9-]+)_[^/]*\.deb$|\1|p' "$place/named" | grep -v -- -doc | LC_ALL=C sort | tr '\n' ' ')
[[ $packages == 'certlife libcertlife-conformance-dev libcertlife-dev libcertlife-oracle-dev libcertlife-oracle0 libcertlife0 ' ]] || fail "made are: $packages"

needs() { [[ $(dpkg-deb -f "$place/made/$1"_*.deb Depends) == *"$2"* ]] || fail "$1 does not depend on $2"; }
needs certlife libz3-4
needs certlife libssl3
needs libcertlife0 libssl3
needs libcertlife-dev "libcertlife0 (= $version-1)"
needs libcertlife-oracle-dev "libcertlife-dev (= $version-1)"

for deb in "$place"/made/*.deb; do
  # Every package that it needs is one of ours, or of Debian's.
  for name in $(dpkg-deb -f "$deb" Depends | sed -E 's/\([^)]*\)//g; s/[,|]/ /g'); do
    [[ -e $(echo "$place/made/$name"_*.deb) ]] || dpkg-query -W "$name" >/dev/null 2>&1 || fail "$deb depends on $name, which is not here"
  done
  dpkg-deb -x "$deb" "$system"
  dpkg-deb -c "$deb" | awk '$1 !~ /^d/ { print $6 }' >>"$place/files"
  dpkg-deb -c "$deb" | awk '$2 != "root/root" || $1 ~ /^.....w|^........w/' | grep -v '^l' | grep . && fail "$deb has these with other owners or writable"
done
twice=$(sort "$place/files" | uniq -d)
[[ -z $twice ]] || fail "in two packages: $twice"
strange=$(grep -rlF -e "$root" -e "$place" "$system" || true)
[[ -z $strange ]] || fail "the place of the checkout stands in $strange"
for name in $packages; do
  [[ -s $system/usr/share/doc/$name/copyright && -s $system/usr/share/doc/$name/changelog.Debian.gz ]] || fail "$name lacks copyright or changelog"
done

# Whoever builds with what was unpacked.
architecture=$(cd "$system/usr/lib" && echo *-linux-gnu)
export PKG_CONFIG_PATH=$system/usr/lib/$architecture/pkgconfig
# shellcheck disable=SC2046  # words of options
cc "$root/tests/consumer/project/consumer.c" -o "$place/consumer" $(pkg-config --cflags --libs certlife) "-Wl,-rpath,$system/usr/lib/$architecture"
"$place/consumer" >/dev/null || fail "a program built with the packages"
readelf -d "$place/consumer" | grep -q 'libcertlife.so.0' || fail "a program built with the packages takes another library"

# What runs on Windows needs nothing but Windows.
zip=$(echo "$place"/made/*.zip)
if [[ -e $zip ]]; then
  (cd "$place" && cmake -E tar xf "$zip")
  for file in certlife-record.exe certlife-record.dll certlife-harness.exe README.txt LICENSE open_questions.jsonl; do
    [[ -s $place/certlife-$version-windows/$file ]] || fail "no $file in the .zip"
  done
  others=$(for file in "$place/certlife-$version-windows"/*.{exe,dll}; do objdump -p "$file" | sed -n 's/.*DLL Name: //p'; done | sort -u |
    grep -viE '^(kernel32|msvcrt|crypt32|advapi32|ntdll|user32)\.dll$' || true)
  [[ -z $others ]] || fail "what runs on Windows needs $others"
fi

# From a place where there is no checkout, if one can be made: else with the checkout where it is.
cp "$here/installed_verbs.sh" "$place/"
cd /
hide='mount -t tmpfs none "$1" && exec env -i HOME="$2" PATH=/usr/bin:/bin TERM=dumb bash "$2/installed_verbs.sh" "$2/system/usr"'
if unshare -m true 2>/dev/null; then
  unshare -m sh -c "$hide" sh "$root" "$place" || fail "verbs without the checkout"
else
  env -i HOME="$place" PATH=/usr/bin:/bin TERM=dumb bash "$place/installed_verbs.sh" "$system/usr" || fail "verbs"
fi
exit "$((failures > 0))"
