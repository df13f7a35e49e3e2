#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: MIT

# run.sh PACKAGE_FOLDER WORK_FOLDER TEST.mjs…   runs Node tests with the packages that PACKAGE_FOLDER pins.
# The packages go to WORK_FOLDER, never into the source tree. Exit status 77: skipped, the reason is printed.
# Where CI is set nothing is skipped: what is missing is a failure.
set -euo pipefail

skip() {
    echo "skipped: $1" >&2
    [ -z "${CI:-}" ] || exit 1
    exit 77
}

packages=$1 work=$2
shift 2
command -v node >/dev/null || skip "node is missing (packaging/install-deps.sh test)"
command -v npm >/dev/null || skip "npm is missing (packaging/install-deps.sh test)"
if [ -n "${PHX_CHROMIUM+set}" ] && [ ! -x "$PHX_CHROMIUM" ]; then
    skip "chromium is missing (packaging/install-deps.sh test)"
fi

mkdir -p "$work"
if ! cmp -s "$packages/package-lock.json" "$work/installed.json"; then
    rm -f "$work/installed.json"
    cp "$packages/package.json" "$packages/package-lock.json" "$packages/.npmrc" "$work/"
    for attempt in 1 2 3; do
        if (cd "$work" && npm ci >npm.log 2>&1); then
            cp "$packages/package-lock.json" "$work/installed.json"
            break
        fi
        [ "$attempt" -lt 3 ] || { cat "$work/npm.log" >&2; skip "npm ci failed in $work"; }
    done
fi
PHX_PACKAGES=$work exec node --test --test-reporter=spec "$@"
