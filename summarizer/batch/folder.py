"""The folder of a batch: who may write there, what the last run was, and standard input, kept."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from summarizer.batch.ledger import cannot_write
from summarizer.errors import ConfigError, InputError


def manifest(folder: Path) -> dict[str, Any]:
    """What the manifest in a folder says; empty when there is none that can be read."""
    try:
        found = json.loads((folder / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def changes(output: Path, folder: Path, configured: dict[str, Any]) -> list[str]:
    """What distinguishes this run from the last one in this folder, when it is another."""
    last = manifest(output)
    if not last or last.get("run") == folder.name:
        return []
    before = last.get("configuration") or {}
    changed = [
        f"{name} {before.get(name)!r} → {configured.get(name)!r}"
        for name in {**before, **configured}
        if before.get(name) != configured.get(name)
    ]
    known = "goes on with an earlier run" if (folder / "plan.jsonl").exists() else "is a new run"
    return [
        f"the configuration has changed ({', '.join(changed)}): this {known}, in {folder.name!r}; "
        f"{last['run']!r} stays as it is"
    ]


def spooled(output: Path) -> Path:
    """Standard input in a file, so that it can be cut into parts and read again."""
    if sys.stdin.isatty():
        raise InputError("standard input is a terminal", hint="pipe JSONL into the command")
    path, temporary = output / "input.jsonl", output / ".input.tmp"
    with temporary.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file, 1 << 20)
    if path.exists() and _same(path, temporary):
        temporary.unlink()  # the same again: the plan made for it stands
    else:
        temporary.replace(path)
    return path


def _same(one: Path, other: Path) -> bool:
    import filecmp

    return filecmp.cmp(one, other, shallow=False)


@contextmanager
def alone(output: Path) -> Iterator[None]:
    """Nobody else writes into this folder meanwhile."""
    import fcntl

    try:
        output.mkdir(parents=True, exist_ok=True)
        lock: IO[str] = (output / ".lock").open("w")
    except OSError as error:
        raise cannot_write(output, error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ConfigError(
                f"another batch is writing into {str(output)!r}",
                hint="wait for it, or choose another OUTPUT",
            ) from None
        yield
