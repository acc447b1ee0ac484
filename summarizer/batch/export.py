"""What a run made, taken out: records as JSON Lines or Parquet, event rows as CSV for a sheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Literal

from summarizer.batch.ledger import Place, State, encoded
from summarizer.batch.plan import Plan
from summarizer.errors import ConfigError, InputError

Form = Literal["jsonl", "csv", "parquet"]

EVENT = tuple(
    "id file line url title published kind type who role what whom words min max when from until "
    "where status condition by disputed sentences cited".split()
)
"""Columns of an event row; what a kind of item does not have stays empty."""


def finished(output: Path, run: str | None = None) -> tuple[Iterator[dict[str, Any]], int, int]:
    """Records of a run's finished parts in the order of the input; finished parts, and all.

    Of the run that was last worked on, unless another is named. InputError when there is none.
    """
    name = run or _last(output)
    folder = output / name
    plan = Plan.load(folder / "plan.jsonl")
    if plan is None:
        there = sorted(path.name for path in output.glob("run-*"))
        raise InputError(
            f"there is no run {name!r} in {str(output)!r}",
            hint=f"there are {', '.join(there)}" if there else "name the OUTPUT of a batch",
        )
    places = [place for part in plan if (place := Place(folder, part)).file.exists()]
    return (record for place in places for record in place.records()), len(places), plan.parts


def _last(output: Path) -> str:
    try:
        name: str = json.loads((output / "manifest.json").read_bytes())["run"]
    except (OSError, ValueError, LookupError, TypeError):
        raise InputError(
            f"{str(output)!r} is not the output of a batch", hint="it holds no manifest.json"
        ) from None
    return name


def only(records: Iterable[dict[str, Any]], state: State | None) -> Iterator[dict[str, Any]]:
    """The records in one state; all of them for None."""
    return (record for record in records if state is None or record["state"] == state)


def write(records: Iterable[dict[str, Any]], form: Form, path: Path) -> int:
    """Write a file, whole or not at all; how many rows it has."""
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        if form == "parquet":
            from summarizer.batch import tables

            number = tables.write(temporary, records)
        elif form == "csv":
            # The mark tells a spreadsheet that the file is UTF-8.
            with temporary.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
                number = put(records, form, file)
        else:
            with temporary.open("w", encoding="utf-8", newline="\n") as file:
                number = put(records, form, file)
        temporary.replace(path)
    except OSError as error:
        raise ConfigError(
            f"cannot write {str(path)!r}: {error.strerror}",
            hint="check that the folder exists and has room",
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
    return number


def put(records: Iterable[dict[str, Any]], form: Form, file: IO[str]) -> int:
    """Write to an open stream; how many rows there were."""
    number = 0
    if form == "csv":
        table = csv.DictWriter(file, EVENT, restval="")
        table.writeheader()
        for row in (row for record in records for row in events(record)):
            table.writerow({name: _cell(value) for name, value in row.items()})
            number += 1
        return number
    for record in records:
        file.write(encoded(record).decode("utf-8"))
        number += 1
    return number


def _cell(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula is marked as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") else value


# ------------------------------------------------------------------ event rows


def events(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One row for each casualty, commitment, actor and question of a record's brief."""
    brief = record["brief"]
    if not brief:
        return
    about = {
        "id": record["id"],
        "file": record["file"],
        "line": record["line"],
        **{name: brief["source"][name] for name in ("url", "title", "published")},
    }
    for kind, (items, described) in _KINDS.items():
        for item in brief[items]:
            said = described(item)
            yield about | {"kind": kind} | said | _cited(item)


def _cited(item: dict[str, Any]) -> dict[str, Any]:
    sentences = {e["sentence"]: e["text"] for e in item["evidence"]}
    for position in item.get("positions", ()):
        sentences |= {e["sentence"]: e["text"] for e in position["evidence"]}
    return {
        "sentences": " ".join(map(str, sorted(sentences))),
        "cited": " … ".join(" ".join(sentences[n].split()) for n in sorted(sentences)),
    }


def _casualty(item: dict[str, Any]) -> dict[str, Any]:
    count = item["count"]
    return {
        "type": item["effect"], "who": item["who"], "what": item["incident"],
        "words": count["words"], "min": count["min"], "max": count["max"],
        "when": item["when"], "where": item["where"], "status": item["scope"],
        "by": item["speaker"], "disputed": "yes" if item["disputed"] else "",
    }  # fmt: skip


def _commitment(item: dict[str, Any]) -> dict[str, Any]:
    deadline = item["deadline"] or {}
    return {
        "type": item["force"], "who": "; ".join(item["by"]), "whom": "; ".join(item["to"]),
        "what": f"not: {item['action']}" if item["negated"] else item["action"],
        "when": deadline.get("words"), "from": deadline.get("start"), "until": deadline.get("end"),
        "status": item["status"], "condition": item["condition"], "by": item["speaker"],
    }  # fmt: skip


def _actor(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": item["kind"], "who": item["name"], "role": item["role"], "what": item["part"],
        "status": item["prominence"],
    }  # fmt: skip


def _question(item: dict[str, Any]) -> dict[str, Any]:
    held = "; ".join(f"{p['holder']}: {p['claim']}" for p in item["positions"])
    return {"type": item["kind"], "what": item["question"], "who": held}


_KINDS: dict[str, tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    "casualty": ("casualties", _casualty),
    "commitment": ("commitments", _commitment),
    "actor": ("actors", _actor),
    "question": ("questions", _question),
}
