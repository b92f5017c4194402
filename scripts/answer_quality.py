#!/usr/bin/env python3
"""Prints how well the knowledge engine answers: the project's own questions, question sets in a directory,
few-variant runs, and what each part of the score is worth.

usage: scripts/answer_quality.py [--binary build/release/yingda] [--fast] [--misses N] [SETS]

SETS holds one directory per set with articles.jsonl and queries.dev.jsonl (see docs/answer-engine.md).
With --floors only the project's own questions are asked, and the exit status is 1 below the floors.
"""
import argparse
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
OWN = ROOT / "tests/eval/queries.jsonl"
PARTS = ["bm25", "nearest", "top3", "centroid", "likelihood", "linear"]
SHOTS = [1, 3, 5, 10]
HEAD = (f"{'':28}{'hit@1':>7}{'hit@3':>7}{'right':>7}{'wrong':>7}{'defer':>7}{'false':>7}"
        f"{'p50 us':>8}{'p99 us':>8}{'train s':>9}{'MiB':>6}")


def evaluate(binary, *arguments):
    done = subprocess.run([binary, "evaluate", "--json", *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr or f"{binary} evaluate failed")
    return json.loads(done.stdout)


def misses(binary, count):
    """The first of the project's own questions that were not answered right, with the engine's reason."""
    done = subprocess.run([binary, "evaluate", "--content", str(ROOT), "--queries", str(OWN), "--misses", str(count)],
                          capture_output=True, text=True)
    return done.stderr


def row(name, figures):
    shares = "".join(f"{100 * figures[key]:7.1f}" for key in (
        "hit_at_1", "hit_at_3", "answered_correct", "answered_wrong", "deferred", "false_answers"))
    latency = figures["latency_us"]
    print(f"{name:28}{shares}{latency['p50']:8.0f}{latency['p99']:8.0f}"
          f"{figures['index_s']:9.2f}{figures['rss_mb']:6.0f}", flush=True)


def floors(figures, wanted):
    found = []
    for key, floor in wanted.items():
        low = key != "false_answers"
        if (figures[key] < floor) if low else (figures[key] > floor):
            found.append(f"{key} is {figures[key]:.3f}, {'at least' if low else 'at most'} {floor} is wanted")
    return found


def sets_in(directory):
    return sorted(path.parent for path in pathlib.Path(directory).glob("*/articles.jsonl"))


def ask(binary, folder, *more):
    return evaluate(binary, "--no-title", "--articles", folder / "articles.jsonl", "--queries",
                    folder / "queries.dev.jsonl", *more)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="?")
    parser.add_argument("--binary", default=str(ROOT / "build/release/yingda"))
    parser.add_argument("--floors", action="store_true")
    parser.add_argument("--misses", type=int, default=0, metavar="N",
                        help="print N of the own questions that were not answered right, and why")
    parser.add_argument("--fast", action="store_true", help="no few-variant runs, no ablation")
    arguments = parser.parse_args()
    print(HEAD)
    own = evaluate(arguments.binary, "--content", ROOT, "--queries", OWN)
    row("own questions", own)
    if arguments.floors:
        found = floors(own, json.loads((ROOT / "tests/eval/floors.json").read_text()))
        print("\n".join(found))
        sys.exit(1 if found else 0)
    if arguments.misses:
        print(misses(arguments.binary, arguments.misses))
    if not arguments.sets:
        return
    folders = sets_in(arguments.sets)
    for folder in folders:
        row(folder.name, ask(arguments.binary, folder))
    if arguments.fast:
        return
    print("\nwith the first variants of each article only")
    for folder in folders:
        if folder.name.startswith(("banking77_", "clinc150_", "smp_")):
            for shots in SHOTS:
                row(f"{folder.name}, {shots}", ask(arguments.binary, folder, "--variants", shots))
    print("\nhit@1 and answered right, without one part (difference to all)")
    print(f"{'':28}" + "".join(f"{part:>13}" for part in PARTS))
    for folder in folders:
        whole = ask(arguments.binary, folder)
        cells = ""
        for part in PARTS:
            less = ask(arguments.binary, folder, "--without", part)
            cells += (f"{100 * (less['hit_at_1'] - whole['hit_at_1']):+7.1f}/"
                      f"{100 * (less['answered_correct'] - whole['answered_correct']):+5.1f}")
        print(f"{folder.name:28}{cells}", flush=True)


if __name__ == "__main__":
    main()
