"""Batches at size: throughput, memory, faults, kills, a full disk, Ray, and the ceiling on cost.

    python benchmarks/batch.py --stub PATH/stub_llm.py [--only rules model …] [--rows 5000]

STUB is a script that serves an OpenAI-compatible endpoint on loopback and knows the options
--port, --ready-file, --latency, --reply, --faults, --seed, --max-inflight, and GET /stats. It is
started and stopped here. Everything is written below a temporary folder; results are printed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stub_server import stub

TITLE = "Cable car stops above Lindau, 14 hurt"
BODY = f"""\
{TITLE}

A cable car above Lindau stopped at once on Saturday and 14 people were injured, the mountain \
rescue service said. Nobody was killed. Some 60 passengers waited two hours in the cabins.

Mayor Ruth Amman promised that the lift would stay closed until an inspection had been made. The \
operator, Alpsee Lifts, denied that it had put off repairs.

It is not known why the brake closed. This is entry {{}} of the register.
"""
REPLY: dict[str, Any] = {
    "actors": [
        {"evidence": [5], "name": "Ruth Amman", "aliases": [], "kind": "person", "role": "Mayor",
         "part": "promised that the lift would stay closed", "prominence": "primary"},
        {"evidence": [6], "name": "Alpsee Lifts", "aliases": [], "kind": "company",
         "role": "operator", "part": "denied that it had put off repairs",
         "prominence": "secondary"},
    ],
    "commitments": [],
    "casualties": [
        {"evidence": [2], "effect": "injured", "count": "14", "who": "people",
         "incident": "A cable car above Lindau stopped", "where": None, "when": None,
         "scope": "incident", "part_of": None, "speaker": "the mountain rescue service",
         "disputed": False},
    ],
    "questions": [
        {"evidence": [7], "question": "Why did the brake close?", "kind": "unknown",
         "positions": []},
    ],
    "summary": [{"evidence": [2], "text": "14 people were injured."}],
    "headline": {"evidence": [1], "text": TITLE},
}  # fmt: skip
FAULTS = "429:0.1,500:0.05,reset:0.02,truncate:0.05,badjson:0.05,slow:0.02"
BATCH = [sys.executable, "-m", "summarizer", "batch"]


# No sentence twice: readings of sentences are remembered, and an archive repeats few.
VARIED = """\
Cable car {0} stops above Lindau, {1} hurt

Cable car {0} above Lindau stopped at once on Saturday and {1} people were injured, the mountain \
rescue service of District {0} said. Nobody was killed on line {0}. Some {2} passengers waited two \
hours in the cabins.

Mayor Ruth Amman of Ward {0} promised that the lift would stay closed until {2} tests had been \
made. The operator, Alpsee Lifts {0}, denied that it had put off {1} repairs.

It is not known why brake {0} closed. This is entry {0} of the register.
"""


def feed(folder: Path, rows: int, body: str = BODY) -> Path:
    """JSONL with this many different articles of about 90 words."""
    path = folder / f"feed-{rows}-{len(body)}.jsonl"
    if not path.exists():
        with path.open("w", encoding="utf-8") as file:
            for number in range(rows):
                text = body.format(number, number % 97 + 2, number % 89 + 100)
                file.write(json.dumps({"id": f"a{number}", "text": text}) + "\n")
    return path


# ------------------------------------------------------------------ processes


@dataclass(frozen=True)
class Left:
    """How a batch ended."""

    code: int
    wall: float
    cpu: float
    rss_mb: int
    """Of the largest process."""
    said: str


def run(*arguments: str | Path, env: dict[str, str] | None = None) -> Left:
    """One batch to its end."""
    with tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            [*BATCH, *map(str, arguments)], stderr=err, env={**os.environ, **(env or {})}
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - began
        err.seek(0)
        said = err.read().decode("utf-8", "replace")
    return Left(
        process.returncode, wall, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, said
    )


def records(output: Path) -> Iterator[dict[str, Any]]:
    """One at a time: a child's peak memory counts from what this process has."""
    name = json.loads((output / "manifest.json").read_text("utf-8"))["run"]
    for part in sorted((output / name).glob("part-*.jsonl")):
        with part.open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def states(output: Path, rows: int) -> str:
    """Rows by state; says so when one is missing, doubled or empty."""
    ids, counted, kinds, empty = set[str](), Counter[str](), Counter[str](), 0
    for record in records(output):
        ids.add(record["id"])
        counted[record["state"]] += 1
        if record["error"]:
            kinds[record["error"]["class"]] += 1
        elif not record["brief"]["headline"]:
            empty += 1
    found = counted.total()
    whole = "each row once" if found == len(ids) == rows else "ROWS LOST OR DOUBLED"
    return f"{found} of {rows}, {whole}, {empty} empty, {dict(counted)} {dict(kinds) or ''}"


def essence(output: Path) -> list[Any]:
    """Records without what may differ: what the brief took, and whether it was remembered."""
    found = list(records(output))
    for record in found:
        if record["brief"]:
            del record["brief"]["provenance"]
    return found


# ------------------------------------------------------------------ the questions


def rules(folder: Path, _: Path, rows: int) -> None:
    print(f"rules engine, {os.cpu_count()} cores; peak memory of the largest process")
    for count in (1_000, rows):
        output = folder / f"rules-{count}"
        got = run(feed(folder, count, VARIED), output, "-m", "rules", "-q")
        rate = count / got.wall
        print(f"  {count:7,} rows {got.wall:7.1f} s  {rate:6.0f}/s  {got.rss_mb} MB")
    print(f"  {states(folder / f'rules-{rows}', rows)}")
    again = run(feed(folder, rows, VARIED), folder / f"rules-{rows}", "-m", "rules", "-q")
    print(f"  again {again.wall:.2f} s, {again.cpu:.2f} s CPU, {again.rss_mb} MB (bar: 10 s)")


def model(folder: Path, script: Path, rows: int, workers: Sequence[int] = (1, 2)) -> None:
    ideal = rows * 0.2 / 64
    print(f"{rows:,} rows, server at 200 ms, 64 in flight; ideal {ideal:.1f} s (bar: 1.15)")
    for number in workers:
        with stub(script, REPLY, "--latency", "200") as server:
            output = folder / f"model-{number}"
            got = run(
                feed(folder, rows), output, *server.options, "--concurrency", "64", "--no-cache",
                "--workers", str(number), "-q",
            )  # fmt: skip
            span, most = server.stats()["span_s"], server.stats()["max_in_flight"]
            print(
                f"  {number} worker(s): {got.wall:.1f} s, {got.wall / ideal:.2f} x ideal; from the "
                f"first request {span:.1f} s, {span / ideal:.2f} x; {most} in flight at most; "
                f"{got.cpu / rows * 1000:.1f} ms CPU a row; {got.rss_mb} MB"
            )


def faults(folder: Path, script: Path, rows: int) -> None:
    print(f"{rows:,} rows with faults {FAULTS}")
    for seed in ("1", "2", "3"):
        with stub(script, REPLY, "--latency", "50", "--faults", FAULTS, "--seed", seed) as server:
            output = folder / f"faults-{seed}"
            got = run(
                feed(folder, rows), output, *server.options, "--concurrency", "64", "--no-cache",
                "-q",
            )  # fmt: skip
            print(f"  seed {seed}: exit {got.code}, {got.wall:.1f} s; {states(output, rows)}")


def overload(folder: Path, script: Path, rows: int) -> None:
    ideal = rows * 0.2 / 8
    print(f"{rows:,} rows, a server that takes 8 at a time, 200 ms; ideal {ideal:.1f} s (bar: 1.5)")
    with stub(script, REPLY, "--latency", "200", "--max-inflight", "8") as server:
        output = folder / "overload"
        got = run(
            feed(folder, rows), output, *server.options, "--concurrency", "64", "--no-cache", "-q"
        )
        refused = server.stats()["by_status"].get("429", 0)
        print(
            f"  {got.wall:.1f} s, {got.wall / ideal:.2f} x ideal, {refused} refused; "
            f"{states(output, rows)}"
        )


def kill(folder: Path, script: Path, rows: int, times: int = 10) -> None:
    rows, most = min(rows, 2_000), 32
    print(f"{rows:,} rows, {most} in flight, kill -9 of the driver at {times} random moments")
    chance = random.Random(5)
    with stub(script, REPLY, "--latency", "200") as server:
        calm = folder / "calm"
        asking = (*server.options, "--concurrency", str(most), "--no-cache")
        run(feed(folder, rows), calm, *asking, "-q")
        undisturbed = server.stats()["requests"]
        output, killed = folder / "killed", 0
        while killed < times:
            process = subprocess.Popen(
                [*BATCH, str(feed(folder, rows)), str(output), *asking, "-q"]
            )
            before = server.stats()["requests"]
            # From the first request on: an earlier kill proves nothing.
            while server.stats()["requests"] == before and process.poll() is None:
                time.sleep(0.02)
            time.sleep(chance.uniform(0.05, 1.0))
            process.send_signal(signal.SIGKILL)
            if process.wait() != -signal.SIGKILL:
                break
            killed += 1
        got = run(feed(folder, rows), output, *asking, "-q")
        repeated = server.stats()["requests"] - undisturbed - rows
        same = "the same" if essence(output) == essence(calm) else "NOT THE SAME"
        print(
            f"  killed {killed} times, then exit {got.code}: rows {same} as undisturbed; "
            f"{repeated} calls repeated (at most {killed * most} were in flight)"
        )


def disk(folder: Path, script: Path, rows: int) -> None:
    rows = min(rows, 1_000)
    print(f"{rows:,} rows onto a disk of 1 MB, which then grows")
    small = folder / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)]
    if subprocess.run(mount, capture_output=True).returncode:
        print("  SKIPPED: nothing may be mounted here")
        return
    try:
        with stub(script, REPLY, "--latency", "50") as server:
            calm, output, most = folder / "disk-calm", small / "out", 32
            asking = (*server.options, "--concurrency", str(most), "--no-cache")
            run(feed(folder, rows), calm, *asking, "-q")
            undisturbed = server.stats()["requests"]
            full = run(feed(folder, rows), output, *asking, "-q")
            subprocess.run(["mount", "-o", "remount,size=100m", str(small)], check=True)
            got = run(feed(folder, rows), output, *asking, "-q")
            repeated = server.stats()["requests"] - undisturbed - rows
            same = "the same" if essence(output) == essence(calm) else "NOT THE SAME"
            print(f"  full: exit {full.code}, {full.said.strip()}")
            print(
                f"  with room: exit {got.code}, rows {same}; {repeated} calls repeated (at most "
                f"{most} were in flight)"
            )
    finally:
        subprocess.run(["umount", str(small)], check=True)


def ray(folder: Path, script: Path, rows: int) -> None:
    print(f"{rows:,} rows, 200 ms, 64 in flight, two workers; from the first request to the last")
    for runner in ("local", "ray"):
        with stub(script, REPLY, "--latency", "200") as server:
            output = folder / f"runner-{runner}"
            got = run(
                feed(folder, rows), output, *server.options, "--concurrency", "64", "--no-cache",
                "--workers", "2", "--runner", runner, "-q",
            )  # fmt: skip
            span = server.stats()["span_s"]
            print(
                f"  {runner:6} exit {got.code}: {span:.1f} s, and {got.wall - span:.1f} s to start "
                f"and stop; {states(output, rows)}"
            )


def cost(folder: Path, script: Path, rows: int) -> None:
    rows = min(rows, 2_000)
    into, out = 1.0, 10.0  # dollars for a million tokens
    prices = {"SUMMARIZER_INPUT_PRICE": str(into), "SUMMARIZER_OUTPUT_PRICE": str(out)}
    print(f"{rows:,} rows, the server's own count of tokens against --max-cost; faults as above")
    for ceiling in (0.5, 1.0, 3.0):
        with stub(script, REPLY, "--latency", "20", "--faults", FAULTS) as server:
            got = run(
                feed(folder, rows), folder / f"cost-{ceiling}", *server.options, "--no-cache",
                "--concurrency", "16", "--max-cost", str(ceiling), "-q", env=prices,
            )  # fmt: skip
            stats = server.stats()
            # Every request as if answered and billed, each count rounded up.
            tokens = [
                stats[f"{side}_chars"] / 4 + stats["requests"] for side in ("prompt", "reply")
            ]
            most = (tokens[0] * into + tokens[1] * out) / 1e6
            print(
                f"  ceiling ${ceiling:.2f}: {stats['requests']:,} requests, at most ${most:.4f} at "
                f"the server; exit {got.code}"
            )


QUESTIONS = {f.__name__: f for f in (rules, model, faults, overload, kill, disk, ray, cost)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--stub", type=Path, help="the stub server's script")
    parser.add_argument("--only", nargs="*", choices=QUESTIONS, default=list(QUESTIONS))
    parser.add_argument("--rows", type=int, default=5_000)
    given = parser.parse_args()
    if given.stub is None and given.only != ["rules"]:
        parser.error("--stub is needed")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(prefix="batch-") as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        # Compiled once, as an installed program is, before anything is measured.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/bytecode"
        client = "import openai, instructor, summarizer.model.client, summarizer.rules"
        subprocess.run([sys.executable, "-c", client], check=True)
        for name in given.only:
            QUESTIONS[name](Path(folder), given.stub, given.rows)


if __name__ == "__main__":
    main()
