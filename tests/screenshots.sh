#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: MIT
#
# Takes pictures of the window with live traffic: light and dark, wide and narrow, English and Japanese.
# Usage: tests/screenshots.sh [BUILD_FOLDER]      needs Xvfb and node
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$root/build/dev}
out=$root/build/screenshots
settings=$(mktemp -d)
mkdir -p "$out"

display=:97
while [ -e "/tmp/.X${display#:}-lock" ]; do display=:$((${display#:} + 1)); done
Xvfb "$display" -screen 0 1600x1000x24 -nolisten tcp >/dev/null 2>&1 &
xvfb=$!
traffic=
finish() {
    [ -z "$traffic" ] || kill "$traffic" 2>/dev/null || true
    kill "$xvfb" 2>/dev/null || true
    rm -rf "$settings"
}
trap finish EXIT
tries=0
while [ ! -e "/tmp/.X${display#:}-lock" ] && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done

port=4700
# picture NAME THEME LANGUAGE SIZE ROW TRAFFIC [BUTTONS]
picture() {
    port=$((port + 1))
    DISPLAY=$display XDG_CONFIG_HOME=$settings "$build/bin/channelscope" --port $port --theme "$2" --language "$3" \
        --size "$4" --select "$5" --press "${7:-}" --screenshot "$out/$1.png" --after "${after:-4000}" &
    window=$!
    if [ "$6" = yes ]; then
        sleep 1
        node "$root/tests/ui/traffic.mjs" $port >/dev/null 2>&1 &
        traffic=$!
    fi
    wait $window
    [ -z "$traffic" ] || kill "$traffic" 2>/dev/null || true
    traffic=
    echo "$out/$1.png"
}

for theme in light dark; do
    picture "start-$theme-en" $theme en 1280x800 0 no
    picture "watch-$theme-en" $theme en 1280x800 31 yes
    picture "watch-$theme-ja" $theme ja 1280x800 31 yes
    picture "narrow-$theme-en" $theme en 1024x680 0 yes
    picture "builtin-$theme-en" $theme en 1280x800 0 no startBuiltin
    picture "client-$theme-en" $theme en 1280x800 0 no newClient
    picture "client-$theme-ja" $theme ja 1280x800 0 no newClient
done
picture refused-light-en light en 1280x800 2 yes
picture narrow-light-ja light ja 1024x680 31 yes
picture builtin-light-ja light ja 1024x680 0 yes startBuiltin
picture join-light-en light en 1280x800 0 no startBuiltin,joinTopic
after=9000
picture herd-light-en light en 1280x800 0 no herd,herdStart,herdDrop
picture herd-dark-ja dark ja 1280x800 0 no herd,herdStart,herdDrop
after=4000
mkdir -p "$settings/Channelscope"
echo '{"topic":"room:lobby","event":"phx_join","payload":{"token":"s3cr3t-7781","order":{"id":42,"total":12.50}}}' \
    >"$settings/Channelscope/draft.json"
picture answer-light-en light en 1280x800 0 no startBuiltin,composeSend
picture answer-dark-ja dark ja 1024x680 0 no startBuiltin,composeSend
