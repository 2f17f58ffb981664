"""Measures, judges and writes. Called by Benchmarks/run, which has built everything."""

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass, replace

import charts
import page
import programs
import sections


@dataclass(frozen=True)
class Sizes:
    rounds: int
    histories: int
    curve: tuple
    runs: int
    nested: tuple  # values and paths of SMC² where precision is compared
    one_pass: tuple  # values and paths of the single pass
    lines: int
    rows: int


WHOLE = Sizes(7, 100_000, (1_000, 10_000, 100_000, 1_000_000), 20, (200, 1_000), (1_000, 200), 5_000, 1_000_000)
QUICK = Sizes(2, 10_000, (1_000, 10_000), 4, (100, 500), (100, 100), 1_000, 50_000)


def main():
    parser = argparse.ArgumentParser(
        prog="Benchmarks/run", description="Runs Rashomon and its peers side by side and writes results.md.")
    parser.add_argument("--only", choices=sections.ALL, action="append",
                        help="measure this part and print what was found, without writing anything; repeatable")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that everything works; writes nothing")
    parser.add_argument("--rounds", type=int, help="how often every program is called (default: 7)")
    parser.add_argument("--runs", type=int, help="independent runs whose deviation is taken (default: 20)")
    parser.add_argument("--rewrite", action="store_true", help="write the pages again from the last whole run")
    asked = parser.parse_args()
    kept = programs.MADE / "measured.json"
    if asked.rewrite:
        write(json.loads(kept.read_text(encoding="utf-8")))
        return
    sizes = QUICK if asked.quick else WHOLE
    asked_sizes = {name: value for name in ("rounds", "runs") if (value := getattr(asked, name))}
    sizes = replace(sizes, **asked_sizes)
    programs.write_table()
    measured = {"machine": page.machine(), "rounds": sizes.rounds, "left_out": []}
    for name, measure in sections.ALL.items():
        if not asked.only or name in asked.only:
            print(f"— {name}", file=sys.stderr, flush=True)
            try:
                measured[name] = measure(sizes)
            except (RuntimeError, subprocess.CalledProcessError) as problem:
                # One broken peer shall not cost the hour that the others took.
                print(f"{name} is left out: {problem}", file=sys.stderr, flush=True)
                measured["left_out"].append(name)
    if asked.only or asked.quick:
        print(page.results(measured))
    else:
        kept.write_text(json.dumps(measured), encoding="utf-8")
        write(measured)
    if measured["left_out"]:
        sys.exit(1)


def write(measured):
    (programs.BENCHMARKS / "results.md").write_text(page.results(measured), encoding="utf-8")
    (programs.BENCHMARKS / "instructions.txt").write_text(page.instructions(measured), encoding="utf-8")
    charts.write(measured, programs.BENCHMARKS / "charts")


if __name__ == "__main__":
    main()
