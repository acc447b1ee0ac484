"""Word lists as data files, one folder a language: what the grammar knows and a reviewer can read.

A file holds one entry a line; `#` starts a comment; a table's columns are separated by tabs.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str, language: str = "en") -> tuple[tuple[str, ...], ...]:
    """The lines of a table, each as its columns."""
    path = files(__name__) / language / f"{name}.txt"
    lines = (line.split("#", 1)[0].rstrip() for line in path.read_text("utf-8").splitlines())
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines if line.strip())


@cache
def words(name: str, language: str = "en") -> frozenset[str]:
    """The first column of a list."""
    return frozenset(row[0] for row in rows(name, language))


@cache
def table(name: str, language: str = "en") -> dict[str, tuple[str, ...]]:
    """First column → the other columns."""
    return {row[0]: row[1:] for row in rows(name, language)}
