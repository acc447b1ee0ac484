"""Parquet, where pyarrow is installed: rows of a file in, records of a run out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from summarizer.errors import ConfigError, InputError

_BATCH = 100  # rows in memory at a time


def arrow() -> tuple[Any, Any]:
    """pyarrow and pyarrow.parquet; ConfigError when they are not installed."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise ConfigError(
            "Parquet needs pyarrow, which is not installed",
            hint="pip install 'summarizer[parquet]'",
        ) from None
    return pa, parquet


def _opened(path: Path) -> Any:
    pyarrow, parquet = arrow()
    try:
        return parquet.ParquetFile(path)
    except (OSError, pyarrow.ArrowException) as error:
        raise InputError(
            f"{str(path)!r} cannot be read as Parquet: {str(error).splitlines()[0]:.100}"
        ) from None


def count(path: Path) -> int:
    """How many rows a file has."""
    with _opened(path) as file:
        return int(file.metadata.num_rows)


def records(path: Path, start: int, end: int) -> Iterator[Mapping[str, Any]]:
    """Rows `start`..`end` (half-open) of a file, each as a mapping of columns to values."""
    with _opened(path) as file:
        at = first = 0
        groups: list[int] = []
        for group in range(file.metadata.num_row_groups):
            size = file.metadata.row_group(group).num_rows
            if at + size > start and at < end:
                first = first if groups else at
                groups.append(group)
            at += size
        number = first
        for batch in file.iter_batches(batch_size=_BATCH, row_groups=groups):
            if number + batch.num_rows > start:
                for record in batch.to_pylist():
                    if number >= end:
                        return
                    if number >= start:
                        yield record
                    number += 1
            else:
                number += batch.num_rows


def write(path: Path, values: Iterable[Mapping[str, Any]]) -> int:
    """Write records as one Parquet file, a group at a time; how many there were.

    `carried` and `brief` are JSON; `headline` is there for whoever looks at the table.
    """
    pyarrow, parquet = arrow()
    schema = pyarrow.schema(
        [(name, pyarrow.int64() if name == "line" else pyarrow.string()) for name in _COLUMNS]
    )
    total, held = 0, []
    with parquet.ParquetWriter(path, schema) as writer:
        for value in values:
            held.append(_flat(value))
            total += 1
            if len(held) == 1000:
                writer.write_table(pyarrow.Table.from_pylist(held, schema))
                held = []
        writer.write_table(pyarrow.Table.from_pylist(held, schema))
    return total


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The records that `write` wrote."""
    with _opened(path) as file:
        for batch in file.iter_batches(batch_size=_BATCH):
            yield from map(_whole, batch.to_pylist())


_COLUMNS = tuple("id file line state error message hint headline carried brief".split())


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    brief, error = record["brief"], record["error"] or {}
    headline = brief["headline"] if brief else None
    return {
        "id": record["id"],
        "file": record["file"],
        "line": record["line"],
        "state": record["state"],
        "error": error.get("class"),
        "message": error.get("message"),
        "hint": error.get("hint"),
        "headline": headline["text"] if headline else None,
        "carried": json.dumps(record["carried"], default=str),
        "brief": json.dumps(brief) if brief else None,
    }


def _whole(row: Mapping[str, Any]) -> dict[str, Any]:
    error = {"class": row["error"], "message": row["message"], "hint": row["hint"]}
    return {
        "id": row["id"],
        "file": row["file"],
        "line": row["line"],
        "state": row["state"],
        "error": error if row["error"] else None,
        "carried": json.loads(row["carried"]),
        "brief": json.loads(row["brief"]) if row["brief"] else None,
    }
