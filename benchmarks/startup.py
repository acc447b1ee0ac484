"""CPU and memory of whole processes: `--help`, and one article through the rules engine.

    python benchmarks/startup.py [ARTICLE] [--runs N]

Prints medians over N fresh processes, after one that is not counted: it compiles the bytecode,
which an installed program has, into a folder of this script's own. CPU is user and system time of
the child, so that a busy machine slows the clock but hardly the figure.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "evals" / "cases" / "news" / "harbour-ferry" / "article.txt"


def spent(arguments: list[str], bytecode: str) -> tuple[float, float]:
    """CPU seconds and peak resident MB of one run of `python -m summarizer`."""
    command = [sys.executable, "-m", "summarizer", *arguments]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    child = os.posix_spawn(
        sys.executable,
        command,
        environment | {"PYTHONPYCACHEPREFIX": bytecode},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        ],
    )
    # Of this child alone: RUSAGE_CHILDREN would give the largest of all so far.
    _, status, usage = os.wait4(child, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(command)} left with {code}")
    kilobytes = usage.ru_maxrss if sys.platform != "darwin" else usage.ru_maxrss / 1024
    return usage.ru_utime + usage.ru_stime, kilobytes / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("article", nargs="?", default=str(ARTICLE))
    parser.add_argument("--runs", type=int, default=9)
    chosen = parser.parse_args()
    words = len(Path(chosen.article).read_text("utf-8").split())
    rows = (
        ("--help", ["--help"], 0.12, None),
        (f"rules, {words} words", ["-m", "rules", "-q", chosen.article], 0.50, 90),
    )
    print(f"{'':24} {'CPU s':>7} {'bar':>5} {'MB':>6} {'bar':>4}   median of {chosen.runs}")
    with tempfile.TemporaryDirectory() as bytecode:
        for name, arguments, seconds, megabytes in rows:
            spent(arguments, bytecode)
            runs = [spent(arguments, bytecode) for _ in range(chosen.runs)]
            cpu, peak = (statistics.median(column) for column in zip(*runs, strict=True))
            print(f"{name:24} {cpu:7.3f} {seconds:5.2f} {peak:6.1f} {megabytes or '':>4}")


if __name__ == "__main__":
    main()
