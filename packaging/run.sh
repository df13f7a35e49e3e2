#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: MIT

# Installs what is missing, builds the release programs and starts Channelscope; arguments are passed on.
# Without a display the terminal twin serves instead.
set -euo pipefail
start=$PWD
cd "$(dirname "$(readlink -f "$0")")/.."

packaging/install-deps.sh build
[ -f build/release/build.ninja ] || cmake --preset release
cmake --build --preset release --target channelscope channelscope-cli channelscope-script

programs=$PWD/build/release/bin
cd "$start"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$programs/channelscope" "$@"
fi
echo "No display (DISPLAY and WAYLAND_DISPLAY are empty): serving in the terminal. Ctrl+C ends it." >&2
exec "$programs/channelscope-cli" serve "$@"
