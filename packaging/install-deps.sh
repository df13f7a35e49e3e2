#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: MIT

# Installs from Debian 12 what is missing; a second call does nothing and needs no network.
#   packaging/install-deps.sh [build|test]
# build (default): what building and running needs. test: that, and what the tests need.
set -euo pipefail

# Of Redis only redis-tools: it holds the server as redis-check-rdb, and no service that would listen from now on.

build=(g++ cmake ninja-build pkg-config qt6-base-dev qt6-websockets-dev qt6-svg-dev qt6-declarative-dev libqt6svg6
       qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-translations-l10n qt6-wayland
       libgl-dev libsqlite3-dev zlib1g-dev libssl-dev fonts-dejavu-core fonts-noto-cjk)
test=(git chromium xvfb xauth imagemagick clang clang-format clang-tidy libclang-rt-14-dev lld ccache
      python3 python3-websockets desktop-file-utils appstream redis-tools)

case "${1:-build}" in
    build) wanted=("${build[@]}") ;;
    test) wanted=("${build[@]}" "${test[@]}") ;;
    *) echo "usage: $0 [build|test]" >&2; exit 2 ;;
esac
# Node may come from elsewhere, with npm in its package.
command -v node >/dev/null || wanted+=(nodejs)
command -v npm >/dev/null || wanted+=(npm)

missing=()
for package in "${wanted[@]}"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

asRoot=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "These packages are missing, and there is no sudo: ${missing[*]}" >&2; exit 1; }
    asRoot=(sudo)
fi
aptGet() { "${asRoot[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@"; }

echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { aptGet update && aptGet install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    cat "$log" >&2
    echo "apt-get could not install: ${missing[*]}" >&2
    exit 1
fi
