#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: MIT

# What takes too long for every change: tests/run-long.sh [tidy] [fuzz]
# PHX_FUZZ_SECONDS  per fuzz target, 120 if unset
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")/.." || exit 1

parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(tidy fuzz)
packaging/install-deps.sh test || exit 1
export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}

tidy() {
    # Everything is built first, so that the generated files are there.
    cmake --preset dev && cmake --build --preset dev || return 1
    run-clang-tidy -quiet -p build/dev -j "$(nproc)" "$PWD/(server|client|app|ui)/.*\.cpp$"
}

fuzz() {
    cmake --preset fuzz && cmake --build --preset fuzz || return 1
    local status=0
    while IFS= read -r program; do
        local name=${program##*/fuzz_}
        local corpus=build/fuzz/corpus/$name
        mkdir -p "$corpus"
        echo "== fuzz $name"
        "$program" -max_total_time="${PHX_FUZZ_SECONDS:-120}" -print_final_stats=1 -artifact_prefix="$corpus-" \
            "$corpus" "tests/fuzz/corpus/$name" || status=1
    done < <(find build/fuzz/tests/fuzz -maxdepth 1 -type f -executable -name 'fuzz_*' | sort)
    return $status
}

failed=()
for part in "${parts[@]}"; do
    case "$part" in
        tidy | fuzz) echo "== $part"; "$part" </dev/null || failed+=("$part") ;;
        *) echo "usage: tests/run-long.sh [tidy] [fuzz]" >&2; exit 2 ;;
    esac
done
[ ${#failed[@]} -eq 0 ] || { echo "Failed: ${failed[*]}" >&2; exit 1; }
