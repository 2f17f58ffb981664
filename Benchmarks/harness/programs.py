"""The programs that are compared, and how each is called. All print one line of JSON of the same form."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[1]
ROOT = BENCHMARKS.parent
MADE = ROOT / os.environ["MADE"]
BIN = Path(os.environ["BIN"])
CASE = BENCHMARKS / "crisis-bench"
TABLE = MADE / "crisis-bench.table"
CORES = os.cpu_count()


@dataclass(frozen=True)
class Program:
    """A program with everything but the size of its task."""

    label: str
    command: tuple
    precision: str
    threads: int = 1
    environment: dict = field(default_factory=dict)

    def run(self, **sizes):
        """The line printed, as a dictionary; sizes are options of the command (`histories=1000`)."""
        options = [text for name, value in sizes.items() for text in (f"--{name}", str(value))]
        return call([*self.command, *options], self.environment)


def call(command, environment=None, reads_all=False):
    """Runs a command and gives what it printed: the last line, or all of it, read as JSON."""
    command = [str(part) for part in command]
    print("·", " ".join(Path(part).name if "/" in part else part for part in command), file=sys.stderr, flush=True)
    done = subprocess.run(
        command, env={**os.environ, **(environment or {})}, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr[-2000:]}")
    return json.loads(done.stdout if reads_all else done.stdout.strip().splitlines()[-1])


def peer(label, script, precision, threads, *options):
    python = [sys.executable, BENCHMARKS / "peers" / script]
    shared = ["--threads", threads, "--precision", precision]
    return Program(label, (*python, *options, *shared), precision, threads)


def limit(precision, threads=1):
    command = (MADE / f"limit-{precision}", "--table", TABLE, "--threads", threads)
    return Program(f"hand-written limit, {precision}, {spelt(threads)}", command, precision, threads)


def rashomon(threads=1, instruction_set=None, method="smc", case=CASE, options=()):
    label = f"Rashomon, {spelt(threads)}" if method == "smc" else f"Rashomon {method}, {spelt(threads)}"
    if instruction_set:
        label += f", {instruction_set.upper()}"
    command = (BIN / "RashomonBench", "weigh", case, "--method", method, "--threads", threads, *options)
    environment = {"RASHOMON_INSTRUCTION_SET": instruction_set} if instruction_set else {}
    return Program(label, command, own_precision(), threads, environment)


def spelt(threads):
    return "1 thread" if threads == 1 else f"{threads} threads"


_own_precision = None


def own_precision():
    """What the engine computes in, asked of itself once."""
    global _own_precision
    if _own_precision is None:
        _own_precision = call([BIN / "RashomonBench", "weigh", CASE, "--histories", 64, "--days", 2])["precision"]
    return _own_precision


def write_table():
    with open(TABLE, "w", encoding="utf-8") as file:
        subprocess.run([sys.executable, BENCHMARKS / "peers" / "crisis.py"], stdout=file, check=True)


def compared():
    """Everything that filters crisis-bench, each as its users run it and, where that differs, like for like."""
    ours = own_precision()
    programs = [rashomon(1), rashomon(CORES), limit(ours), limit(ours, CORES)]
    other = "single" if ours == "double" else "double"
    programs += [limit(other)]
    if instruction_sets():
        programs += [rashomon(1, each) for each in instruction_sets()]
    programs += [
        peer(f"JAX, single, {spelt(CORES)}", "jax_filter.py", "single", CORES),
        peer(f"JAX, double, {spelt(CORES)}", "jax_filter.py", "double", CORES),
        peer(f"JAX, {ours}, 1 thread", "jax_filter.py", ours, 1),
        peer(f"NumPyro, single, {spelt(CORES)}", "jax_filter.py", "single", CORES, "numpyro"),
        peer(f"NumPyro, {ours}, 1 thread", "jax_filter.py", ours, 1, "numpyro"),
        peer("NumPy, double, 1 thread", "numpy_filter.py", "double", 1),
        peer("particles, double, 1 thread", "particles_filter.py", "double", 1),
    ]
    return programs


def instruction_sets():
    """The sets below the widest that this processor has."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return []
    return [name for name, flag in (("avx2", "avx512f"), ("sse2", "avx2")) if f" {flag} " in flags]
