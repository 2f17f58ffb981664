"""What the Python peers share: the data of crisis-bench, their command line, the clock and the line they print."""

import argparse
import csv
import json
import math
import os
import resource
import sys
import time
from collections import defaultdict
from datetime import date
from pathlib import Path

CASE = Path(__file__).resolve().parents[1] / "crisis-bench"
FIRST_DAY = date(2026, 1, 1)
DAYS = 150


def read_data(days=DAYS):
    """One tuple a day: index, incidents, raid (0 or 1), arrests, posture.

    Every day has a row of every observable, except that a day without a raid is a day without a row.
    """
    values = defaultdict(dict)
    with open(CASE / "evidence.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day = (date.fromisoformat(row["occurred"]) - FIRST_DAY).days
            values[day][row["observable"]] = float(row["value"])
    return [
        (
            values[day]["index"],
            values[day]["incidents"],
            int(values[day].get("raid", 0)),
            values[day]["arrests"],
            int(values[day]["posture"]),
        )
        for day in range(days)
    ]


def log_factorial(count):
    return math.lgamma(count + 1)


def arguments(**defaults):
    """Reads the command line; `--threads 1` binds the process to one core before anything starts threads."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--histories", type=int, default=defaults.get("histories", 100_000))
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--precision", choices=["single", "double"], default=defaults.get("precision", "double"))
    parser.add_argument("--method", choices=["smc", "smc2"], default="smc")
    parser.add_argument("--paths", type=int, default=200, help="for smc2: paths of each value")
    chosen = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, cores[-chosen.threads:])
    return chosen


def measure(name, chosen, run, warm_up=False, **more):
    """Calls `run(seed)`, which returns the log evidence, and prints one line of JSON.

    With `warm_up` a first call with another seed is timed apart: it compiles.
    """
    setup = 0.0
    if warm_up:
        start = time.perf_counter()
        run(0)
        setup = time.perf_counter() - start
    evidence, wall, cpu = [], [], []
    for seed in range(1, chosen.repetitions + 1):
        start, cpu_start = time.perf_counter(), time.process_time()
        evidence.append(float(run(seed)))
        wall.append(time.perf_counter() - start)
        cpu.append(time.process_time() - cpu_start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    line = {
        "name": name, "precision": chosen.precision, "threads": chosen.threads, "histories": chosen.histories,
        "days": chosen.days, "repetitions": chosen.repetitions, "log_evidence": evidence, "seconds": wall,
        "cpu_seconds": cpu, "setup_seconds": setup, "peak_bytes": peak, **more,
    }
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    # The table that `limit` reads.
    for day in read_data():
        print(*day, file=sys.stdout)
