#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: MIT

# Measures the server beside others with one workload and one load generator, and prints a table of ratios to the
# bare loop: tests/bench/compare.sh CLI [ROUNDS]
# CLI: a channelscope-cli of a Release build. What is not installed (node, mosquitto, nats-server) is left out.
set -uo pipefail
cli=$(readlink -f "${1:?usage: compare.sh CLI [ROUNDS]}") || exit 2
rounds=${2:-3}
cd "$(dirname "$(readlink -f "$0")")" || exit 1
clients=${CLIENTS:-1000} joins=${JOINS:-5000} seconds=${SECONDS_EACH:-3}
scratch=$(mktemp -d)
peers=()

cleanup() {
    for pid in "${peers[@]}"; do kill "$pid" 2>/dev/null; done
    rm -rf "$scratch"
}
trap cleanup EXIT

have() { command -v "$1" >/dev/null; }
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# Starts a peer that says where it listens. Sets port and pid.
announced() {
    : >"$scratch/out"
    # It would end with its standard input.
    [ -p "$scratch/input" ] || { mkfifo "$scratch/input" && exec {input}<>"$scratch/input"; }
    "$@" >"$scratch/out" 2>"$scratch/err" <&"$input" &
    pid=$!
    peers+=("$pid")
    for _ in $(seq 100); do
        port=$(sed -n 's/^listening //p' "$scratch/out")
        [ -n "$port" ] && return
        sleep 0.1
    done
    return 1
}

# Starts a peer on a port that we choose. Sets port and pid.
on_port() {
    port=$1
    shift
    "$@" >"$scratch/out" 2>&1 &
    pid=$!
    peers+=("$pid")
    for _ in $(seq 100); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return
        sleep 0.1
    done
    return 1
}

declare -A ports pids protocols
names=(floor channelscope)
add() { names+=("$1"); protocols[$1]=$2; ports[$1]=$port; pids[$1]=$pid; }

if have node && have npm; then
    [ -d peers/node_modules ] || (cd peers && npm ci --omit=optional >/dev/null) || exit 1
    announced node peers/ws.mjs && add ws ws
    announced node peers/socketio.mjs && add socket.io socketio
fi
if have mosquitto; then
    port=$(free_port)
    printf 'listener %s 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\nmax_queued_messages 0\n' "$port" >"$scratch/mosquitto.conf"
    on_port "$port" mosquitto -c "$scratch/mosquitto.conf" && add mosquitto mqtt
fi
if have nats-server; then
    port=$(free_port)
    on_port "$port" nats-server -a 127.0.0.1 -p "$port" && add nats-server nats
fi

# The figures of one measurement as a JSON line.
measure() {
    local name=$1 kind=$2
    shift 2
    case $name in
        floor) [ "$kind" = fanout ] && "$cli" bench floor "$@" ;;
        channelscope) "$cli" bench "$kind" "$@" ;;
        *) "$cli" bench "$kind" --port "${ports[$name]}" --pid "${pids[$name]}" --protocol "${protocols[$name]}" "$@" ;;
    esac
}

# All in turn, round after round, so that a change of the machine's speed meets each of them.
for ((round = 0; round < rounds; ++round)); do
    for name in "${names[@]}"; do
        for window in 1 4; do
            measure "$name" fanout --clients "$clients" --window "$window" --seconds "$seconds" >>"$scratch/$name.w$window"
        done
        measure "$name" fanout --clients "$clients" --rate 50000 --seconds "$seconds" >>"$scratch/$name.rate"
        [ "$name" = floor ] || measure "$name" join --clients "$joins" >>"$scratch/$name.join"
    done
done
python3 table.py "$scratch" "${names[@]}"
