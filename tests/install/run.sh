#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: MIT

# The installed libraries, used by another project: tests/install/run.sh BUILD [configure]
# Installs the build folder into a scratch prefix, configures both C++ examples against it, builds
# them and lets them talk. With "configure" it does not build. CXX: the compiler of the examples.
set -euo pipefail
build=$(readlink -f "$1")
cd "$(dirname "$(readlink -f "$0")")/../.."
scratch=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$scratch"' EXIT

cmake --install "$build" --component Development --prefix "$scratch/prefix" >/dev/null
for example in cpp-client cpp-server; do
    cmake -G Ninja -S "resources/examples/$example" -B "$scratch/$example" -DCMAKE_PREFIX_PATH="$scratch/prefix" >/dev/null
done
echo "installed and configured"
[ "${2:-}" != configure ] || exit 0

for example in cpp-client cpp-server; do
    cmake --build "$scratch/$example"
done
"$scratch/cpp-server/channels-server" 0 >"$scratch/announcement" &
server=$!
for ((i = 0; i < 100; i++)); do
    [ ! -s "$scratch/announcement" ] || break
    sleep 0.1
done
url=$(sed -n 's/^listening on //p' "$scratch/announcement")
"$scratch/cpp-client/channels-client" "$url" counter:a add '{"by": 2}' | tee "$scratch/output"
grep -qx 'answered {"sum":2}' "$scratch/output"
echo "the examples understand each other"
