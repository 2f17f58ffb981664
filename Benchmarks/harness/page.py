"""results.md: the figures of one run in tables, and each goal with what was measured."""

import importlib.metadata
import os
import platform
import subprocess
import time
from datetime import date
from pathlib import Path

from programs import CORES, spelt
from statistics_of import exponent, mean, median, spread

PACKAGES = ["numpy", "jax", "numpyro", "particles", "duckdb"]


def machine():
    """What the figures hold for."""
    model = platform.processor()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        fields = dict(line.split(":", 1) for line in lines if ":" in line)
        fields = {name.strip(): value.strip() for name, value in fields.items()}
        model = (f"{fields.get('model name', model)}, family {fields.get('cpu family')}, "
                 f"model {fields.get('model')}, {fields.get('cpu MHz')} MHz")
        flags = fields.get("flags", "").split()
        model += ", " + ", ".join(flag for flag in ("sse2", "avx2", "fma", "avx512f") if flag in flags)
    except OSError:
        pass

    def first_line(*command):
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()[0].strip()

    return {
        "date": str(date.today()), "processor": model, "cores": CORES,
        "system": platform.system(), "python": platform.python_version(),
        "swift": first_line("swift", "--version"), "clang": first_line(os.environ["CLANG"], "--version"),
        "packages": {name: importlib.metadata.version(name) for name in PACKAGES},
        "commit": first_line("git", "rev-parse", "--short=12", "HEAD"),
        "busy": busy_share(),
    }


def busy_share(seconds=3):
    """The share of the processors' time that anything takes, 0 to 1, while this waits; None where Linux does not say."""
    def ticks():
        with open("/proc/stat", encoding="ascii") as lines:
            counts = [int(word) for word in next(lines).split()[1:9]]
        return sum(counts), sum(counts) - counts[3] - counts[4]

    try:
        before = ticks()
        time.sleep(seconds)
        after = ticks()
    except OSError:
        return None
    return round((after[1] - before[1]) / (after[0] - before[0]), 3)


def table(heads, rows):
    """A Markdown table; columns after the first are numbers."""
    lines = ["| " + " | ".join(heads) + " |", "|---|" + "---:|" * (len(heads) - 1)]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows] + [""]


def percent(share):
    return f"{100 * share:.0f} %"



class Speed:
    """The medians of the comparison, by label."""

    def __init__(self, found):
        self.rows = found["rows"]
        self.ours = self.rows[0]["precision"]

    def median(self, label):
        row = next((row for row in self.rows if row["label"] == label), None)
        return row and median(row["nanoseconds"])

    def times_faster(self, label, threads):
        """How many times faster Rashomon is on so many threads."""
        return self.median(label) / self.median(f"Rashomon, {spelt(threads)}")


def goals(measured):
    """Rows of goal, wanted, measured, met; only those whose part was measured."""
    rows = []

    def judge(goal, wanted, value, form, met):
        rows.append((goal, wanted, form.format(value), "yes" if met else "**no**"))

    def at_most(goal, limit, value, form="{:.2f}", unit=""):
        judge(goal, f"at most {form.format(limit)}{unit}", value, form + unit, value <= limit)

    def at_least(goal, limit, value, form="{:.1f}", unit=" times"):
        judge(goal, f"at least {form.format(limit)}{unit}", value, form + unit, value >= limit)

    if "speed" in measured:
        speed = Speed(measured["speed"])
        own, whole = speed.ours, spelt(CORES)
        at_most(
            f"Time on one thread against a program written by hand in C vectors for this one model, both {own}", 1.15,
            speed.median("Rashomon, 1 thread") / speed.median(f"hand-written limit, {own}, 1 thread"), unit=" times")
        if CORES > 1:
            at_least(f"Speed-up from 1 to {CORES} threads", 1.7,
                     speed.median("Rashomon, 1 thread") / speed.median(f"Rashomon, {whole}"), "{:.2f}")
        for wanted, label, words in (
            (6, f"JAX, single, {whole}", f"JAX (jit, CPU, single, {whole})"),
            (18, "NumPy, double, 1 thread", "NumPy (double; uses 1 thread)"),
            (20, f"NumPyro, single, {whole}", f"NumPyro (single, {whole})"),
            (30, "particles, double, 1 thread", "`particles` (double; uses 1 thread)"),
        ):
            at_least(f"Faster than {words}, Rashomon {own} on {whole}", wanted, speed.times_faster(label, CORES))
        avx2 = speed.median("Rashomon, 1 thread, AVX2")
        if avx2:
            at_most("Time with AVX2 against AVX-512, the same binary", 1.4,
                    avx2 / speed.median("Rashomon, 1 thread"), unit=" times")
    if "memory" in measured:
        at_most("Memory of one more history of this model", 120, measured["memory"]["bytes"], "{:.0f}", " bytes")
    if "curves" in measured:
        found = measured["curves"]
        for name, points in (("histories", found["histories"][1:]), ("days", found["days"])):
            power = exponent(points) if len(points) > 1 else float("nan")
            judge(f"Cost grows linearly in {name}: the power it grows with", "0.9 to 1.1", power, "{:.2f}",
                  0.9 <= power <= 1.1)
        steps = dict(map(tuple, found["statements"]))
        bend = (steps[80] - steps[40]) / 40 / ((steps[40] - steps[0]) / 40)
        judge("Cost grows linearly in statements: what each of the last 40 added costs, against each of the first 40",
              "0.8 to 1.25", bend, "{:.2f}", 0.8 <= bend <= 1.25)
    if "nested" in measured:
        found = measured["nested"]
        at_most(f"SMC², {found['values']:,} values × {found['paths']} paths in one pass: cost per history and day "
                "against the plain filter", 1.5, median(found["nested"]) / median(found["plain"]), unit=" times")
    if "reading" in measured:
        found = measured["reading"]
        at_most(f"An account of {found['lines']:,} lines (and a crisis as long) parsed and checked", 0.1,
                median(found["text"]), "{:.3f}", " s")
        at_least(f"Speed of reading {found['rows']:,} rows of evidence, with all checks, against DuckDB's CSV reader "
                 "on one thread", 0.5, median(found["duckdb"]) / median(found["record"]), "{:.2f}")
    return rows


def results(measured):
    about = measured["machine"]
    lines = [
        "# Results", "",
        "Written by `make bench` from one run; [README](README.md) says what each program is and how the ratios are "
        "made. Ratios carry over to other machines, times do not.", "",
        f"{about['date']}, commit {about['commit']}. {about['processor']}; {about['cores']} cores; {about['system']}. "
        f"{about['swift']}; {about['clang']}; Python {about['python']} with "
        + ", ".join(f"{name} {version}" for name, version in about["packages"].items())
        + f". {measured['rounds']} rounds.", "",
    ]
    if (about.get("busy") or 0) > 0.1:
        lines += [
            f"**Other work ran beside it** ({about['busy']:.0%} of the processors were busy at the start): take no figure of "
            "two threads and no small difference from this page.", "",
        ]
    if measured.get("left_out"):
        lines += [f"**Not measured**, since a program failed: {', '.join(measured['left_out'])}.", ""]
    judged = goals(measured)
    if judged:
        lines += ["## Goals", ""] + table(["goal", "wanted", "measured", "met"], judged)
    for name, section in SECTIONS.items():
        if name in measured:
            lines += section(measured[name])
    return "\n".join(lines).rstrip("\n") + "\n"


def speed_section(found):
    speed = Speed(found)
    base = speed.median("Rashomon, 1 thread")
    rows = []
    for row in sorted(found["rows"], key=lambda row: median(row["nanoseconds"])):
        middle = median(row["nanoseconds"])
        rows.append((
            row["label"] + (f", {row['precision']}" if row["label"].startswith("Rashomon") else ""),
            f"{middle:.1f}", percent(spread(row["nanoseconds"])), f"{row['processor']:.1f}", f"{middle / base:.2f}",
            f"{mean(row['log_evidence']):.2f}", f"{row['setup']:.2f}"))
    return [
        "## The same filter in every program", "",
        f"crisis-bench with {found['histories']:,} histories over {found['days']} days: nanoseconds per history and day "
        "(median over all rounds; spread is half the distance between the quartiles), the processor time of all "
        "threads, the ratio to Rashomon on one thread, the mean log evidence (all should say about −873.7) and the "
        "seconds of set-up that are not counted: opening and planning the case, compiling, a first run to warm up.", "",
        "![Nanoseconds per history and day](charts/speed.svg)", "",
    ] + table(["program", "ns", "spread", "processor ns", "ratio", "log evidence", "set-up s"], rows) + ([
        "The command itself: `rashomon weigh`, started from a shell, runs the common ground and the one account "
        f"eight times each on all cores in {found['command']['seconds']:.1f} s, "
        f"{found['command']['nanoseconds']:.1f} ns per history and day with everything counted.", "",
    ] if "command" in found else [])


def memory_section(found):
    return ["## Memory", "",
            f"The peak with {found['many']:,} histories less that with {found['few']:,}: "
            f"{found['bytes']:.0f} bytes for each.", ""]


def curves_section(found):
    lines = ["## How cost grows", "", "![Cost against histories, days and statements](charts/curves.svg)", ""]
    lines += table(["histories", "seconds", "ns per history and day"],
                   [(f"{n:,}", f"{s:.3f}", f"{1e9 * s / n / 150:.1f}") for n, s in found["histories"]])
    lines += table(["days", f"seconds ({found['base']:,} histories)", "ns per history and day"],
                   [(d, f"{s:.3f}", f"{1e9 * s / found['base'] / d:.1f}") for d, s in found["days"]])
    lines += table(["statements added", f"seconds ({found['base']:,} histories, 60 days)", "ns per history and day"],
                   [(2 * k, f"{s:.3f}", f"{1e9 * s / found['base'] / 60:.1f}") for k, s in found["statements"]])
    return lines


def precision_section(found):
    rows = [(row["label"], row["size"], row["runs"], f"{row['mean']:.2f}", f"{row['deviation']:.3f}", f"{row['seconds']:.2f}",
             f"{row['needed']:.2f}", percent(row["uncertainty"])) for row in found["rows"]]
    return [
        "## Seconds to a standard error of 0.5 dB", "",
        "The deviation s of log evidence between independent runs of t seconds each gives the time to an error of "
        "0.5 dB (0.115 nats), (s / 0.115)² t: more runs or more histories lower the variance in proportion. s² is "
        "known to the share in the last column, having been estimated from so few runs.", "",
        "![Seconds to 0.5 dB](charts/precision.svg)", "",
    ] + table(["program", "histories (or values × paths)", "runs", "log evidence", "deviation", "s a run", "s to 0.5 dB", "± of it"], rows)


def nested_section(found):
    plain, nested = median(found["plain"]), median(found["nested"])
    return ["## One pass of SMC²", "",
            f"{found['values']:,} values of the once-per-history unknowns with {found['paths']} paths each over 150 "
            f"days, none moved: {nested:.1f} ns per history and day; the plain filter with as many histories {plain:.1f} ns.", ""]


def reading_section(found):
    megabytes = found["bytes"] / 1e6
    rows = [
        (f"parse, check and lower an account of {found['lines']:,} lines", f"{median(found['text']):.3f}", ""),
        (f"read {found['rows']:,} rows with all checks", f"{median(found['record']):.2f}",
         f"{megabytes / median(found['record']):.0f}"),
        (f"DuckDB reads the same rows into a table, 1 thread", f"{median(found['duckdb']):.2f}",
         f"{megabytes / median(found['duckdb']):.0f}"),
    ]
    return ["## Reading", ""] + table(["task", "seconds", "MB a second"], rows)


def instructions_section(found):
    return ["## Instructions", "",
            f"{found['total']:.0f} instructions per history and day with AVX2, counted by callgrind, which does not "
            "depend on what else the machine does. [instructions.txt](instructions.txt) has them by function; compare "
            "it with the version before a change.", ""]


def instructions(measured):
    """The committed text: one function a line, so that a difference shows."""
    found = measured["instructions"]
    lines = [f"{found['total']:10.1f}  whole"]
    lines += [f"{count:10.1f}  {name}" for name, count in found["functions"] if count >= 0.05]
    return ("# Instructions per history and day of crisis-bench with AVX2 (callgrind), by function; written by "
            "Benchmarks/run.\n" + "\n".join(lines) + "\n")


SECTIONS = {
    "speed": speed_section, "memory": memory_section, "curves": curves_section, "precision": precision_section,
    "nested": nested_section, "reading": reading_section, "instructions": instructions_section,
}
