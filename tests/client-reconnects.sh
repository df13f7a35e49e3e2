#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: MIT

# Does the client leak? tests/client-reconnects.sh [BUILD]
# A herd of 250 clients under the address sanitizer loses its connections 40 times and comes back: 10,000
# reconnections. Fails if the sanitizer finds a leak in the herd or in the server, or if clients do not come back.
# BUILD: build/asan if not given, which is built as far as it takes. About two minutes after that.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
build=${1:-build/asan}
scratch=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$scratch"' EXIT

if [ $# -eq 0 ]; then
    [ -f build/asan/build.ninja ] || cmake --preset asan
    cmake --build build/asan --target channelscope-cli
fi
export ASAN_OPTIONS=detect_leaks=1 XDG_DATA_HOME=$scratch/data
export LSAN_OPTIONS=suppressions=$PWD/tests/support/lsan.supp:print_suppressions=0

"$build/bin/channelscope-cli" serve --listen 127.0.0.1:0 >"$scratch/announcement" &
server=$!
for ((i = 0; i < 300; i++)); do
    [ ! -s "$scratch/announcement" ] || break
    sleep 0.1
done
url=$(sed -n 's/^listening on //p' "$scratch/announcement")

"$build/bin/channelscope-cli" herd "$url" room:lobby --clients 250 --ramp 50 --reconnect 10,100 \
    --drop-after 8 --drop-every 2.5 --for 112 --print jsonl >"$scratch/lines"
kill -TERM "$server"
wait "$server"
server=

python3 - "$scratch/lines" <<'PYTHON'
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1])]
last = lines[-1]
early = next(line for line in lines if line["drops"] == 5)
print(f"{last['drops']} drops, {last['lost']} connections lost, {last['joined']} clients joined at the end; "
      f"KiB a client after 5 drops {early['kib_per_client']}, at the end {last['kib_per_client']}")
sys.exit(0 if last["lost"] >= 10000 and last["joined"] == 250 else 1)
PYTHON
echo "no leak"
