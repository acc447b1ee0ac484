"""Batches as processes: a feed of farms, a model that answers, and what came out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .loopback import Exchange

TITLE = "Dyke breaks near Olsund"
TEXT = TITLE + "\n\nA dyke broke near Olsund on Sunday. Farm number {} was flooded, its owner said."
DRAFT: dict[str, Any] = {
    "actors": [], "commitments": [], "casualties": [], "questions": [], "summary": [],
    "headline": {"evidence": [1], "text": TITLE},
}  # fmt: skip
COMMAND = [sys.executable, "-m", "summarizer", "batch"]


def feed(count: int, *lines: str) -> Path:
    path = Path("feed.jsonl")
    made = [json.dumps({"id": f"f{n}", "text": TEXT.format(n)}) for n in range(count)]
    path.write_text("\n".join([*made, *lines]) + "\n")
    return path


def farm(exchange: Exchange) -> int:
    found = re.search(rb"Farm number (\d+)", exchange.body)
    assert found
    return int(found.group(1))


def answer(exchange: Exchange) -> None:
    exchange.complete(json.dumps(DRAFT))


def never(exchange: Exchange) -> None:
    server: Any = exchange.server
    server.gone.wait(60)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    for name, value in {"ATTEMPTS": "2", "BACKOFF": "0.01", "CONTEXT_TOKENS": "20000"}.items():
        monkeypatch.setenv(f"SUMMARIZER_{name}", value)


def batch(*arguments: str | Path, code: int = 0, stdin: bytes | None = None) -> str:
    """Run to the end; what it said on stderr."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)], input=stdin, capture_output=True, timeout=90
    )
    said = done.stderr.decode()
    assert done.returncode == code, said
    assert "Traceback" not in said
    return said


def started(*arguments: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*COMMAND, *map(str, arguments)], stderr=subprocess.PIPE)


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def manifest(output: str = "out") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(output, "manifest.json").read_text())
    return found


def records(output: str = "out") -> list[dict[str, Any]]:
    run = Path(output, manifest(output)["run"])
    return [
        json.loads(line) for part in sorted(run.glob("part-*.jsonl"))
        for line in part.read_text().splitlines()
    ]  # fmt: skip


def essence(found: list[dict[str, Any]]) -> list[Any]:
    """Records without what an undisturbed run may differ in: attempts, tokens, what was known."""
    for one in found:
        if one["brief"]:
            del one["brief"]["provenance"]
    return found


def children(pid: int) -> list[int]:
    """Processes that this one has started."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for t in threads for child in (t / "children").read_text().split()]
    except OSError:
        return []  # it is gone


def name(pid: int) -> bytes:
    """The command line of a process."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def workers(pid: int) -> list[int]:
    """The worker processes of a driver."""
    return [child for child in children(pid) if b"spawn_main" in name(child)]
