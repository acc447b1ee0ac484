"""What is to be done: the input cut into parts, written down once, found again by a resumed run.

A part is a range of one file's bytes or rows, or a list of files; it holds no article. Its digest
moves with what is in it, so that a changed input makes new parts and leaves the others as they are.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from summarizer.batch.rows import Row, entry, lines
from summarizer.errors import ConfigError, InputError

LINES = frozenset({".jsonl", ".ndjson"})
TABLES = frozenset({".parquet"})
ARTICLES = frozenset(".txt .text .md .markdown .html .htm .xhtml .pdf .docx".split())
"""What a folder is searched for; a glob takes whatever it matches."""


@dataclass(frozen=True, slots=True)
class Part:
    """The unit of work: `rows` rows of the input, and where they are found."""

    index: int
    kind: Literal["lines", "files", "table"]
    root: str
    files: tuple[str, ...]
    """Relative to `root`; one, unless each file is an article."""
    start: int
    """First byte (lines), first row (table), first file."""
    end: int
    first: int
    """1-based number of the first line."""
    rows: int
    digest: str
    duplicates: tuple[tuple[int, str], ...] = ()
    """Rows whose id is taken: number within the part, and the place that took it."""

    @property
    def name(self) -> str:
        """The stem of the part's files."""
        return f"part-{self.index:06d}-{self.digest}"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of a batch, sorted, relative to `root`."""

    root: Path
    files: tuple[str, ...]
    skipped: Counter[str] = field(default_factory=Counter)
    """Files of a folder that hold no article, by suffix."""

    @property
    def digest(self) -> str:
        """Moves when a file comes, goes or is written."""
        digest = hashlib.sha256(str(self.root).encode())
        for name in self.files:
            digest.update(_stamp(self.root, name))
        return digest.hexdigest()[:16]


def _stamp(root: Path, name: str) -> bytes:
    try:
        status = (root / name).stat()
    except OSError:
        return f"{name}\0gone\n".encode("utf-8", "surrogateescape")
    return f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode("utf-8", "surrogateescape")


def find(words: str, output: Path) -> Inputs:
    """The files that INPUT names: a file, a folder with all below it, or a glob."""
    path = Path(words)
    if path.is_dir():
        return _folder(path.resolve(), output.resolve())
    if path.exists():
        return Inputs(path.resolve().parent, (path.name,))
    if not glob.has_magic(words):
        raise InputError(f"no such file or folder: {words!r}", hint="check the path")
    names = glob.glob(words, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
    found = [Path(name).resolve() for name in names]
    files = [name for name in found if name.is_file() and output.resolve() not in name.parents]
    if not files:
        raise InputError(f"no file matches {words!r}", hint="check the pattern")
    root = Path(os.path.commonpath([name.parent for name in files]))
    return Inputs(root, tuple(sorted({str(name.relative_to(root)) for name in files})))


def _folder(root: Path, output: Path) -> Inputs:
    files, skipped = [], Counter[str]()
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if name[0] != "." and Path(folder, name) != output)
        for name in names:
            suffix = Path(name).suffix.lower()
            if name[0] == ".":
                continue
            if suffix in ARTICLES | LINES | TABLES:
                files.append(str(Path(folder, name).relative_to(root)))
            else:
                skipped[suffix or "no suffix"] += 1
    if not files:
        raise InputError(
            f"the folder {str(root)!r} holds no article",
            hint=f"it may hold {' '.join(sorted(ARTICLES | LINES | TABLES))}",
        )
    return Inputs(root, tuple(sorted(files)), skipped)


# ------------------------------------------------------------------ parts


def parts(inputs: Inputs, size: int) -> Iterator[Part]:
    """The input in parts of up to `size` rows, in order; one pass, flat in memory."""
    with closing(_Ids()) as ids:
        pending: list[str] = []
        index = 0
        # The sentinel closes the last list of articles.
        for name in chain(inputs.files, [None]):
            suffix = Path(name).suffix.lower() if name else ""
            if name and suffix not in LINES | TABLES:
                pending.append(name)
            if pending and (name is None or suffix in LINES | TABLES or len(pending) == size):
                yield _files(index, inputs.root, tuple(pending), ids)
                index, pending = index + 1, []
            if name and suffix in LINES | TABLES:
                cut = _lines if suffix in LINES else _table
                try:
                    for part in cut(index, inputs.root, name, size, ids):
                        yield part
                        index += 1
                except InputError:
                    if len(inputs.files) == 1:
                        raise
                    # One unreadable file among many is a failed row, not the end.
                    yield _files(index, inputs.root, (name,), ids)
                    index += 1


def _files(index: int, root: Path, names: tuple[str, ...], ids: _Ids) -> Part:
    digest = hashlib.sha256(b"".join(_stamp(root, name) for name in names))
    taken = [(n, first) for n, name in enumerate(names) if (first := ids.taken(name, name))]
    return Part(
        index, "files", str(root), names, 0, len(names), 1, len(names),
        digest.hexdigest()[:8], tuple(taken),
    )  # fmt: skip


def _lines(index: int, root: Path, name: str, size: int, ids: _Ids) -> Iterator[Part]:
    start, first, number, last, at, anything = 0, 1, 0, 0, 0, False
    digest, taken = hashlib.sha256(), list[tuple[int, str]]()

    def part() -> Part:
        return Part(
            index, "lines", str(root), (name,), start, at, first, number,
            digest.hexdigest()[:8], tuple(taken),
        )  # fmt: skip

    for last, end, data in lines(root / name):
        at = end
        if data is not None and not data.strip():
            continue
        digest.update(data if data is not None else f"\0{end}".encode())
        if data is not None and (duplicate := _taken(Row(number, name, last, data), ids)):
            taken.append((number, duplicate))
        number, anything = number + 1, True
        if number == size:
            yield part()
            index, start, first, number = index + 1, at, last + 1, 0
            digest, taken = hashlib.sha256(), []
    if number:
        yield part()
    elif not anything:
        # A file without a row is one failed row: nothing that was given vanishes.
        yield _files(index, root, (name,), ids)


def _table(index: int, root: Path, name: str, size: int, ids: _Ids) -> Iterator[Part]:
    from summarizer.batch import tables

    total = tables.count(root / name)
    stamp = _stamp(root, name)
    for start in range(0, total, size):
        end, taken = min(start + size, total), []
        for number, record in enumerate(tables.records(root / name, start, end)):
            if duplicate := _taken(Row(number, name, start + number + 1, record), ids):
                taken.append((number, duplicate))
        digest = hashlib.sha256(stamp + f"{start}-{end}".encode()).hexdigest()[:8]
        yield Part(
            index, "table", str(root), (name,), start, end, start + 1, end - start, digest,
            tuple(taken),
        )  # fmt: skip
        index += 1
    if not total:
        yield _files(index, root, (name,), ids)


def _taken(row: Row, ids: _Ids) -> str | None:
    """The place that has this row's id already."""
    try:
        return ids.taken(entry(row).id, row.place)
    except InputError:
        return None  # it fails by itself


class _Ids:
    """Which ids were seen, and where: on disk, since an archive has more than memory holds."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("CREATE TABLE seen (id BLOB PRIMARY KEY, place TEXT) WITHOUT ROWID")
        self._database.execute("BEGIN")

    def taken(self, identity: str, place: str) -> str | None:
        """The first place of this id, or None when this is the first."""
        key = hashlib.blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        added = self._database.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, place))
        if added.rowcount:
            return None
        found = self._database.execute("SELECT place FROM seen WHERE id = ?", (key,)).fetchone()
        first: str = found[0]
        return first

    def close(self) -> None:
        self._database.close()


# ------------------------------------------------------------------ the plan on disk


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts of one run, in a file of one line a part."""

    path: Path
    inputs: str
    """The digest of the inputs it was made for."""
    size: int
    parts: int
    rows: int

    def __iter__(self) -> Iterator[Part]:
        with self.path.open(encoding="utf-8") as file:
            for _, line in zip(range(self.parts), file, strict=False):
                said: dict[str, Any] = json.loads(line)
                said["files"] = tuple(said["files"])
                said["duplicates"] = tuple((n, place) for n, place in said["duplicates"])
                yield Part(**said)

    @classmethod
    def load(cls, path: Path) -> Plan | None:
        """The plan in a file, or None when there is none that is whole."""
        try:
            with path.open("rb") as file:
                file.seek(max(0, path.stat().st_size - 1000))
                last = json.loads(file.read().splitlines()[-1])
            return cls(path, last["inputs"], last["size"], last["parts"], last["rows"])
        except (OSError, ValueError, LookupError, TypeError):
            return None

    @classmethod
    def make(cls, path: Path, inputs: Inputs, size: int) -> Plan:
        """Cut the input and write the plan, whole or not at all."""
        digest = inputs.digest
        number = total = 0
        temporary = path.with_suffix(".tmp")
        try:
            with temporary.open("w", encoding="utf-8", errors="surrogateescape") as file:
                for part in parts(inputs, size):
                    file.write(json.dumps(asdict(part), ensure_ascii=True) + "\n")
                    number, total = number + 1, total + part.rows
                end = {"inputs": digest, "size": size, "parts": number, "rows": total}
                file.write(json.dumps(end) + "\n")
            temporary.replace(path)
        except OSError as error:
            raise ConfigError(
                f"cannot write {str(path)!r}: {error.strerror}", hint="make room, or choose OUTPUT"
            ) from error
        return cls(path, digest, size, number, total)
