"""What is measured. Each function is one part of the results and returns plain data; nothing is judged here."""

import re
import subprocess
import sys
import time
from statistics import mean, median, stdev

from programs import BENCHMARKS, BIN, CASE, CORES, MADE, call, compared, peer, rashomon

DAYS = 150


def rounds_of(programs, rounds, run):
    """Round robin: each round calls every program once, starting one further along than the round before, so that
    none always runs after the same other. Gives all repetitions of all rounds, by the program's label."""
    found = {program.label: {"program": program, "lines": []} for program in programs}
    for turn in range(rounds):
        start = turn % len(programs)
        for program in programs[start:] + programs[:start]:
            found[program.label]["lines"].append(run(program))
    return found


def pooled(lines, key):
    return [value for line in lines for value in line[key]]


def speed(sizes):
    """Nanoseconds per history and day of every program on the same task."""
    runs = rounds_of(
        compared(), sizes.rounds,
        lambda program: program.run(histories=sizes.histories, repetitions=repetitions(program)))
    rows = []
    for label, run in runs.items():
        lines, program = run["lines"], run["program"]
        steps = lines[0]["histories"] * lines[0]["days"]
        rows.append({
            "label": label, "precision": program.precision, "threads": program.threads,
            "nanoseconds": [1e9 * value / steps for value in pooled(lines, "seconds")],
            "processor": median(1e9 * value / steps for value in pooled(lines, "cpu_seconds")),
            "log_evidence": pooled(lines, "log_evidence"),
            "setup": median(line["setup_seconds"] for line in lines),
        })
    return {"histories": sizes.histories, "days": DAYS, "rows": rows, "command": whole_command(sizes)}


def whole_command(sizes):
    """`rashomon weigh` as a user starts it: eight runs each of the common ground and of the one account."""
    start = time.perf_counter()
    call([BIN / "rashomon", "weigh", CASE, "--method", "smc", "--histories", sizes.histories, "--json", "--quiet"],
         reads_all=True)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "nanoseconds": 1e9 * seconds / (2 * 8 * sizes.histories * DAYS)}


def repetitions(program):
    """Fast programs get more repetitions in each round, since their clock is read more coarsely."""
    return 5 if "limit" in program.label else 3 if "Rashomon" in program.label or "JAX" in program.label else 1


def memory(sizes):
    """Bytes that one more history takes: the difference of two peaks."""
    few, many = sizes.histories, 10 * sizes.histories
    peaks = [rashomon(1).run(histories=count, days=20, repetitions=1)["peak_bytes"] for count in (few, many)]
    return {"few": few, "many": many, "bytes": (peaks[1] - peaks[0]) / (many - few)}


def curves(sizes):
    """Cost against histories, days and statements, one thread."""

    def seconds(count, days=DAYS, case=CASE):
        line = rashomon(1, case=case).run(histories=count, days=days, repetitions=3)
        return median(line["seconds"])

    base = max(sizes.histories // 5, 1000)
    histories = [(count, seconds(count)) for count in sizes.curve]
    days = [(count, seconds(base, days=count)) for count in (30, 60, 90, 120, 150)]
    statements = [(count, seconds(base, days=60, case=grown_case(count))) for count in (0, 10, 20, 40, 80)]
    return {"base": base, "histories": histories, "days": days, "statements": statements}


def grown_case(extra):
    """crisis-bench with so many more random walks, each of which the incidents seen depend on."""
    folder = MADE / f"crisis-bench-{extra}"
    (folder / "accounts").mkdir(parents=True, exist_ok=True)
    for name in ("evidence.csv", "grades.csv", "sources.csv"):
        (folder / name).write_text((CASE / name).read_text(encoding="utf-8"), encoding="utf-8")
    text = (CASE / "crisis-bench.crisis").read_text(encoding="utf-8")
    states = "".join(f"state extra_{i}_before = 0\n" for i in range(extra))
    walks = "".join(
        f"  extra_{i} ~ normal(mean: 0.9 * extra_{i}_before, sd: 0.1)\n  next extra_{i}_before = extra_{i}\n"
        for i in range(extra))
    total = " + ".join(["0"] + [f"extra_{i}" for i in range(extra)])
    text = text.replace("each day {", f"{states}each day {{", 1)
    text = text.replace("  index = tension\n", f"{walks}  index = tension\n", 1)
    text = text.replace("+ 0.2 * morale)", f"+ 0.2 * morale + 0.001 * ({total}))", 1)
    (folder / f"crisis-bench-{extra}.crisis").write_text(text, encoding="utf-8")
    return folder


def precision(sizes):
    """Seconds to a standard error of 0.5 dB: with a deviation s of log evidence between runs of t seconds each,
    (s / 0.115)² t, since the variance falls as work grows."""
    wanted = 0.5 / 10 * 2.302585
    smc2_values, smc2_paths = sizes.nested
    tasks = [
        (rashomon(CORES), {"histories": sizes.histories}),
        (rashomon(CORES, method="smc2"), {"histories": smc2_values * smc2_paths}),
        (peer("particles SMC, 1 thread", "particles_filter.py", "double", 1), {"histories": sizes.histories}),
        (peer("particles SMC2, 1 thread", "particles_filter.py", "double", 1, "--method", "smc2"),
         {"histories": smc2_values, "paths": smc2_paths}),
    ]
    rows = []
    for program, size in tasks:
        runs = max(4, sizes.runs // 2) if "SMC2" in program.label else sizes.runs
        line = program.run(**size, repetitions=runs)
        deviation, seconds = stdev(line["log_evidence"]), median(line["seconds"])
        rows.append({
            "label": program.label, "size": f"{size['histories']:,}" + (f" × {size['paths']:,}" if "paths" in size else ""),
            "runs": runs, "deviation": deviation, "seconds": seconds,
            "needed": seconds * (deviation / wanted) ** 2, "mean": mean(line["log_evidence"]),
            "uncertainty": (2 / (runs - 1)) ** 0.5,
        })
    return {"rows": rows}


def nested(sizes):
    """One pass of SMC² with many values against the plain filter with as many histories."""
    values, paths = sizes.one_pass
    size = {"histories": values * paths, "repetitions": 1}
    plain, one_pass = rashomon(1), rashomon(1, method="smc2", options=("--paths", paths))
    runs = rounds_of([plain, one_pass], sizes.rounds, lambda program: program.run(**size))
    steps = values * paths * DAYS
    found = {label: [1e9 * s / steps for s in pooled(run["lines"], "seconds")] for label, run in runs.items()}
    return {"values": values, "paths": paths, "plain": found[plain.label], "nested": found[one_pass.label]}


def reading(sizes):
    """Parsing and checking of a long account; a long record beside DuckDB's CSV reader on one thread."""
    account, record = MADE / "long-account", MADE / "long-record"
    make = [sys.executable, BENCHMARKS / "generate" / "big_case.py"]
    subprocess.run([*make, "account", str(sizes.lines), account], check=True)
    subprocess.run([*make, "record", str(sizes.rows), record], check=True)
    texts, ours, theirs = [], [], []
    for _ in range(sizes.rounds):
        texts += call([BIN / "RashomonBench", "read", account, "--repetitions", 3])["text_seconds"]
        ours += call([BIN / "RashomonBench", "read", record, "--repetitions", 1])["record_seconds"]
        theirs += call([sys.executable, BENCHMARKS / "peers" / "duckdb_reader.py", record / "evidence.csv"])["seconds"]
    return {"lines": sizes.lines, "rows": sizes.rows, "bytes": (record / "evidence.csv").stat().st_size,
            "text": texts, "record": ours, "duckdb": theirs}


def instructions(sizes):
    """Instructions per history and day by callgrind, of two sizes' difference so that the start cancels, and the
    functions that take most. Valgrind knows no AVX-512, so AVX2 is asked for."""
    few, many = 2048, 2048 * 5
    counts = [counted(count) for count in (few, many)]
    steps = (many - few) * 20
    names = set(counts[0]) | set(counts[1])
    each = {name: (counts[1].get(name, 0) - counts[0].get(name, 0)) / steps for name in names}
    functions = sorted(each.items(), key=lambda item: -item[1])
    return {"total": sum(each.values()), "functions": functions[:20]}


def counted(count):
    """Instructions by function."""
    # Without debugging data, which valgrind 3.19 cannot read as Swift writes it; the names stay.
    out, program = MADE / "callgrind.out", MADE / "RashomonBench"
    subprocess.run(["strip", "--strip-debug", "-o", program, BIN / "RashomonBench"], check=True)
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", program, "weigh", CASE,
               "--histories", count, "--days", 20, "--repetitions", 1]
    call(command, {"RASHOMON_INSTRUCTION_SET": "avx2", "SWIFT_DETERMINISTIC_HASHING": "1"})
    listing = subprocess.run(
        ["callgrind_annotate", "--threshold=99.9", out], capture_output=True, text=True, check=True).stdout
    found = {}
    for line in listing.splitlines():
        match = re.match(r"\s*([\d,]+) \([^)]*\)\s+(?:\S*:)?(.+?)(?: \[[^]]*\])?$", line)
        if match and match[2] != "PROGRAM TOTALS":
            name = readable(match[2])
            found[name] = found.get(name, 0) + int(match[1].replace(",", ""))
    return found


def readable(symbol):
    """A Swift symbol as its source calls it, shortened."""
    if not symbol.startswith("$s"):
        return symbol
    done = subprocess.run(
        ["swift", "demangle", "--simplified", "--compact", symbol], capture_output=True, text=True, check=False)
    return (done.stdout.strip() or symbol)[:100]


ALL = {
    "speed": speed, "memory": memory, "curves": curves, "precision": precision, "nested": nested,
    "reading": reading, "instructions": instructions,
}
