"""Parquet, where pyarrow is installed: rows of a file in, records of a run out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def write(path: Path, columns: Sequence[str], values: Iterable[Mapping[str, Any]]) -> int:
    """Write rows as one Parquet file, a group at a time; how many there were.

    Columns hold text, except `line`, a whole number.
    """
    pyarrow, parquet = arrow()
    schema = pyarrow.schema(
        [(name, pyarrow.int64() if name == "line" else pyarrow.string()) for name in columns]
    )
    total, held = 0, []
    with parquet.ParquetWriter(path, schema) as writer:
        for value in values:
            held.append({name: value.get(name) for name in columns})
            total += 1
            if len(held) == 1000:
                writer.write_table(pyarrow.Table.from_pylist(held, schema))
                held = []
        writer.write_table(pyarrow.Table.from_pylist(held, schema))
    return total
