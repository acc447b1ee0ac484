"""Accepted answers, remembered in one SQLite file, and small facts about servers.

Only answers that satisfied their schema are kept: a failure is never replayed. The file is shared
by processes of one machine; it must not lie on a network file system (write-ahead log).
"""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
import threading
from collections.abc import Mapping
from pathlib import Path
from time import time
from typing import Any

_log = logging.getLogger("summarizer")

_TABLES = """
CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, value TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL, at REAL NOT NULL);
"""


def key(request: Mapping[str, Any]) -> str:
    """SHA-256 of a request's canonical JSON."""
    canonical = json.dumps(request, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


class Store:
    """Answers by the key of their request; facts by name. Never raises: it is only a memory."""

    def __init__(self, path: Path | None) -> None:
        """A file that is opened or made at the first use; None remembers nothing."""
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def answer(self, key: str) -> str | None:
        """The remembered answer to a request, as JSON."""
        row = self._run("SELECT value FROM answer WHERE key = ?", key)
        return row[0] if row else None

    def remember(self, key: str, value: str) -> None:
        """Keep an accepted answer."""
        self._run("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", key, value, time())

    def fact(self, name: str, *, newer_than: float = 0.0) -> str | None:
        """A fact by name, unless it was learnt more than `newer_than` seconds ago (0: any age)."""
        row = self._run("SELECT value, at FROM fact WHERE name = ?", name)
        if row is None or (newer_than and row[1] < time() - newer_than):
            return None
        value: str = row[0]
        return value

    def learn(self, name: str, value: str) -> None:
        """Keep a fact."""
        self._run("INSERT OR REPLACE INTO fact VALUES (?, ?, ?)", name, value, time())

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._lock:
            self._drop()

    def _run(self, statement: str, *values: object) -> tuple[Any, ...] | None:
        with self._lock:
            if self._path is None:
                return None
            try:
                if self._connection is None:
                    self._connection = _opened(self._path)
                found = self._connection.execute(statement, values).fetchone()
            except (sqlite3.Error, OSError) as error:
                # Another process may be writing: then only this one answer is not remembered.
                if not (isinstance(error, sqlite3.OperationalError) and "locked" in str(error)):
                    _log.warning(
                        "the cache %s cannot be used (%s); going on without it", self._path, error
                    )
                    self._drop()
                    self._path = None
                return None
            row: tuple[Any, ...] | None = found
            return row

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.executescript(_TABLES)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
