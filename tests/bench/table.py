# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: MIT
"""Prints the medians of compare.sh's measurements as a table: table.py FOLDER NAME…

A ratio is taken within each round and its median printed, so that both were measured at the same time."""
import json
import statistics
import sys
from pathlib import Path


def load(folder, name, kind, key):
    path = Path(folder) / f"{name}.{kind}"
    if not path.exists():
        return []
    return [json.loads(line)[key] for line in path.read_text().splitlines() if line]


def median(values, form):
    return form.format(statistics.median(values)) if values else "–"


def ratio(values, base):
    pairs = [a / b for a, b in zip(values, base) if b]
    return f" ({statistics.median(pairs):.2f} ×)" if pairs else ""


def main():
    folder, names = sys.argv[1], sys.argv[2:]
    floor = {w: load(folder, "floor", w, "cpu_us_per_delivery") for w in ("w1", "w4")}
    print("| server | µs per delivery, W = 1 | W = 4 | p99 at 50,000/s | joins/s |")
    print("|---|---|---|---|---|")
    for name in names:
        cells = [name]
        for window in ("w1", "w4"):
            values = load(folder, name, window, "cpu_us_per_delivery")
            cells.append(median(values, "{:.2f}") + ratio(values, floor[window]))
        cells.append(median(load(folder, name, "rate", "p99_ms"), "{:.1f} ms"))
        cells.append(median(load(folder, name, "join", "joins_per_s"), "{:,.0f}"))
        print("| " + " | ".join(cells) + " |")


main()
