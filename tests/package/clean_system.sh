#!/usr/bin/env bash
# clean_system.sh ROOT [SYSTEM]: installs the packages of this checkout on a fresh Debian 12 (in the folder SYSTEM, if it is there already) with apt, asks
# every verb, and builds a program in C there. Needs root, debootstrap (apt) and the network.
set -euo pipefail
root=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
place=$(mktemp -d)
system=${2:-$place/system}
leave() { umount "$system/proc" "$system/dev" 2>/dev/null || true; rm -rf --one-file-system "$place"; }
trap leave EXIT

[[ -x $system/bin/bash ]] || debootstrap --variant=minbase bookworm "$system"
mkdir -p "$system/packages"
"$root/certlife" package "$system/packages"
cp "$here/installed_verbs.sh" "$root/tests/consumer/project/consumer.c" "$system/packages/"
cp /etc/resolv.conf "$system/etc/resolv.conf" 2>/dev/null || true
mount --bind /dev "$system/dev"
mount -t proc proc "$system/proc"

# As the final stage of .ci/Containerfile does, and then with what is needed to build.
chroot "$system" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive HOME=/root bash -euc '
  apt-get update -q
  apt-get install -y -q --no-install-recommends /packages/certlife_*.deb
  test ! -e /usr/bin/cc
  bash /packages/installed_verbs.sh /usr
  apt-get install -y -q --no-install-recommends /packages/*.deb gcc libc6-dev pkg-config
  cc /packages/consumer.c -o /packages/shared $(pkg-config --cflags --libs certlife)
  /packages/shared
  apt-get install -y -q --no-install-recommends g++
  cc /packages/consumer.c -o /packages/archive -l:libcertlife.a $(pkg-config --libs --static certlife | sed s/-lcertlife//)
  /packages/archive
  apt-get remove -y -q "libcertlife*" certlife
  test ! -e /usr/bin/certlife'
echo "the packages install, run, build and go away again on a clean Debian"
