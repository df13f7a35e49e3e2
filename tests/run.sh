#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: MIT

# Every check of a change, with all its set-up: tests/run.sh [dev] [asan] [tsan] [release]
# Without arguments all of them. Needs no display and no input; ends with the summaries of ctest.
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")/.." || exit 1

presets=("$@")
[ ${#presets[@]} -gt 0 ] || presets=(dev asan tsan release)
for preset in "${presets[@]}"; do
    case "$preset" in
        dev | asan | tsan | release) ;;
        *) echo "usage: tests/run.sh [dev] [asan] [tsan] [release]" >&2; exit 2 ;;
    esac
done

packaging/install-deps.sh test || exit 1

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -m 700 "$scratch/runtime"
export LANG=C.UTF-8 XDG_RUNTIME_DIR="$scratch/runtime" XDG_CONFIG_HOME="$scratch/config" XDG_DATA_HOME="$scratch/data"
export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}
# The four builds share what they can, also with a clone that lies elsewhere.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1

failed=()

echo "== format"
git ls-files --cached --others --exclude-standard -z -- '*.cpp' '*.h' \
    | xargs -0 -r -n 50 -P 2 clang-format --dry-run -Werror || failed+=(format)

for preset in "${presets[@]}"; do
    echo "== $preset"
    started=$SECONDS
    cmake --workflow --preset "$preset" </dev/null 2>&1 | tee "$scratch/$preset.log" || failed+=("$preset")
    echo "$((SECONDS - started)) s" >"$scratch/$preset.time"
done

for preset in "${presets[@]}"; do
    echo
    echo "== $preset, $(cat "$scratch/$preset.time")"
    sed -n '/tests passed/,$p' "$scratch/$preset.log"
done
[ ${#failed[@]} -eq 0 ] || { echo; echo "Failed: ${failed[*]}" >&2; exit 1; }
