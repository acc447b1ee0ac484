"""Where the rows of a part end: a journal while it is made, then a part file and its counts.

A row is a line in the journal as soon as it has an outcome, so that a killed process repeats only
what was in flight. The part file appears whole, by one rename, and is what says "done".
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args

from summarizer.batch.plan import Part
from summarizer.batch.rows import Entry, Row
from summarizer.brief import Brief
from summarizer.errors import ConfigError, SummarizerError

State = Literal["brief", "unsupported", "failed"]
"""Of a row, exactly one: a brief; a brief with statements that were refused; neither, and why."""


Form = Literal["jsonl", "parquet"]
"""Of a finished part."""


@dataclass(slots=True)
class Tally:
    """Counts of rows and what their briefs took; adds up over rows, parts and workers."""

    brief: int = 0
    unsupported: int = 0
    failed: int = 0
    requests: int = 0
    remembered: int = 0
    """Briefs from answers that were known already."""
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    """US dollars of the briefs, as far as prices are known; rows that failed may have cost more."""
    failures: dict[str, int] = field(default_factory=dict)
    """Failed rows by class."""

    @property
    def rows(self) -> int:
        """Rows with an outcome."""
        return self.brief + self.unsupported + self.failed

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        for item in fields(self):
            if item.name != "failures":
                setattr(self, item.name, getattr(self, item.name) + getattr(other, item.name))
        for kind, number in other.failures.items():
            self.failures[kind] = self.failures.get(kind, 0) + number


def tally(record: Mapping[str, Any]) -> Tally:
    """The tally of one record."""
    if record["state"] == "failed":
        return Tally(failed=1, failures={record["error"]["class"]: 1})
    by = record["brief"]["provenance"]
    used = by["usage"] or {"input_tokens": 0, "output_tokens": 0}
    return Tally(
        brief=int(record["state"] == "brief"),
        unsupported=int(record["state"] == "unsupported"),
        requests=by["attempts"],
        remembered=int(by["cached"]),
        input_tokens=used["input_tokens"],
        output_tokens=used["output_tokens"],
        cost=by["cost"] or 0.0,
    )


# ------------------------------------------------------------------ one row


def record(row: Row, said: Entry | None, outcome: Brief | Exception) -> dict[str, Any]:
    """The record of a row: who it is, its one state, the brief or the error."""
    if isinstance(outcome, Brief):
        state: State = "unsupported" if outcome.unsupported else "brief"
        error = None
    else:
        state, error = "failed", _error(outcome)
    return {
        "id": said.id if said else row.place,
        "file": row.file,
        "line": row.line,
        "state": state,
        "error": error,
        "carried": dict(said.carried) if said else {},
        "brief": outcome.model_dump(mode="json") if isinstance(outcome, Brief) else None,
    }


def _error(error: Exception) -> dict[str, Any]:
    ours = isinstance(error, SummarizerError)
    message = str(error)
    if not ours:
        at = error.__traceback__
        while at and at.tb_next:
            at = at.tb_next
        where = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else "?"
        message = f"a defect of this program at {where}: {message:.200}"
    return {
        "class": type(error).__name__,
        "message": message,
        "hint": error.hint if isinstance(error, SummarizerError) else "please report it",
    }


def encoded(record: Mapping[str, Any]) -> bytes:
    """One line of JSON, UTF-8 whatever the article holds."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=str)
    return text.encode("utf-8", "backslashreplace") + b"\n"


# ------------------------------------------------------------------ one part


class Journal:
    """Rows of an unfinished part, in the order they ended: `number<TAB>record`, one a line."""

    def __init__(self, path: Path) -> None:
        """Open or create; a torn last line of a killed process is cut off."""
        self._path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        self.done: set[int] = set()
        whole = 0
        with path.open("rb") as file:
            for line in file:
                number = line.partition(b"\t")[0]
                if not (line.endswith(b"\n") and number.isdigit()):
                    break
                self.done.add(int(number))
                whole += len(line)
        os.truncate(path, whole)

    def add(self, number: int, record: bytes) -> None:
        """Keep the record of a row. OSError when the disk is full; what was there stays whole."""
        line = b"%d\t%b" % (number, record)
        written = os.write(self._file, line)
        if written < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.done.add(number)

    def records(self) -> list[bytes]:
        """All records in the order of their rows, each once."""
        found: dict[int, bytes] = {}
        for line in self._path.read_bytes().splitlines(keepends=True):
            number, _, text = line.partition(b"\t")
            if number.isdigit() and text.endswith(b"\n"):
                found.setdefault(int(number), text)
        return [found[number] for number in sorted(found)]

    def close(self) -> None:
        os.close(self._file)


@dataclass(frozen=True, slots=True)
class Place:
    """The files of one part in the folder of a run."""

    folder: Path
    part: Part
    form: Form = "jsonl"
    """In which the part is written; one that is there is read in whichever it has."""

    @property
    def file(self) -> Path:
        """The finished part: its records in the order of the input."""
        there = [self.folder / f"{self.part.name}.{form}" for form in get_args(Form)]
        wanted = self.folder / f"{self.part.name}.{self.form}"
        return next((path for path in there if path.exists()), wanted)

    @property
    def journal(self) -> Path:
        return self.folder / f"{self.part.name}.journal"

    @property
    def begun(self) -> Path:
        """The number of the row that a careful worker is at."""
        return self.folder / f".{self.part.name}.begun"

    @property
    def counts(self) -> Path:
        return self.folder / f"{self.part.name}.counts"

    def done(self) -> Tally | None:
        """The counts of a finished part; None while it is not finished."""
        if not self.file.exists():
            return None
        try:
            return Tally(**json.loads(self.counts.read_bytes()))
        except (OSError, ValueError, TypeError):
            return self._recounted()

    def _recounted(self) -> Tally:
        total = Tally()
        for found in self.records():
            total.add(tally(found))
        return total

    def records(self) -> Iterator[dict[str, Any]]:
        """The records of a finished part."""
        if self.file.suffix == ".parquet":
            from summarizer.batch import tables

            yield from tables.read(self.file)
            return
        with self.file.open("rb") as file:
            for line in file:
                yield json.loads(line)

    def reopen(self) -> Journal:
        """A journal with the rows of the finished part that did not fail.

        The finished part stays until the journal replaces it; a retry that was interrupted goes on.
        """
        journal = Journal(self.journal)
        if not journal.done:
            for number, found in enumerate(self.records()):
                if found["state"] != "failed":
                    journal.add(number, encoded(found))
        return journal

    def finish(self, journal: Journal) -> Tally | None:
        """Turn the journal into the part; None when it lacks a row."""
        records = journal.records()
        if len(records) != self.part.rows:
            return None
        total = Tally()
        for line in records:
            total.add(tally(json.loads(line)))
        # The counts first: whoever sees the part finds them too.
        write_whole(self.counts, json.dumps(asdict(total)).encode())
        self._write(records)
        self.journal.unlink(missing_ok=True)
        self.begun.unlink(missing_ok=True)
        return total

    def _write(self, records: list[bytes]) -> None:
        if self.file.suffix == ".jsonl":
            write_whole(self.file, b"".join(records))
            return
        from summarizer.batch import tables

        with replacing(self.file) as temporary:
            tables.write(temporary, map(json.loads, records))


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A name to write under; the file is there whole, and on the disk, or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield temporary
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def cannot_write(folder: Path, error: OSError) -> ConfigError:
    """What a person reads when the output cannot be written."""
    return ConfigError(
        f"cannot write into {str(folder)!r}: {error.strerror}",
        hint="make room, then give the same command again: nothing finished is lost",
    )
