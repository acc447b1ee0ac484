"""Where results go: the terminal, a pipe, a file or a folder, each written whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

import typer

from summarizer.errors import ConfigError

SUFFIXES = {
    "text": ".txt",
    "md": ".md",
    "json": ".json",
    "jsonl": ".jsonl",
    "yaml": ".yaml",
    "html": ".html",
}
FORMATS = {suffix: name for name, suffix in SUFFIXES.items()} | {".yml": "yaml", ".htm": "html"}


TextOrJson = Annotated[
    Literal["text", "json"] | None,
    typer.Option("--format", "-f", help="text on a terminal, json when piped."),
]
"""The option of the commands that print facts rather than briefs."""


def _is_file(path: Path, source: str) -> bool:
    try:
        return path.exists() and path.samefile(source)
    except OSError:
        return False  # a URL, standard input, or nothing yet


def on_terminal() -> bool:
    return sys.stdout.isatty()


def wants_json(format: str | None) -> bool:
    """JSON was asked for, or nothing was and a program is reading."""
    return format == "json" or (format is None and not on_terminal())


def put_json(value: object) -> None:
    """Print one JSON document."""
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


@dataclass
class Output:
    """Takes the rendered results of one run, in order. Make one with `choose`."""

    format: str
    file: Path | None = None
    folder: Path | None = None
    _written: int = 0
    _names: set[str] = field(default_factory=set)

    @classmethod
    def choose(cls, format: str | None, path: Path | None, sources: Sequence[str]) -> Output:
        """Decide format and place for these inputs; ConfigError where they do not fit."""
        inputs = len(sources)
        several = inputs > 1
        if path is None or str(path) == "-":
            plain = "text" if on_terminal() else ("jsonl" if several else "json")
            chosen = format or plain
            if several and chosen in ("json", "html"):
                raise ConfigError(
                    f"{inputs} briefs do not fit one {chosen!r} document",
                    hint="take -f jsonl, or -o FOLDER for a file each",
                )
            return cls(chosen)
        if several or path.is_dir():
            if path.exists() and not path.is_dir():
                raise ConfigError(
                    f"{str(path)!r} is a file, and {inputs} briefs need a folder",
                    hint="name a folder; it is made when it is not there",
                )
            if path.suffix.lower() in FORMATS and not path.exists():
                raise ConfigError(
                    f"{inputs} briefs do not fit one file {str(path)!r}",
                    hint="name a folder; it is made when it is not there",
                )
            return cls(format or "json", folder=path)
        if any(_is_file(path, source) for source in sources):
            raise ConfigError(
                f"the brief would overwrite its own article {str(path)!r}",
                hint="name another file",
            )
        if format is None and path.suffix and path.suffix.lower() not in FORMATS:
            raise ConfigError(
                f"no format is called {path.suffix!r}",
                hint=f"end the name in one of {', '.join(sorted(FORMATS))}, or give -f",
            )
        return cls(format or FORMATS.get(path.suffix.lower(), "json"), file=path)

    @property
    def is_terminal(self) -> bool:
        """Results go to a terminal."""
        return self.file is None and self.folder is None and on_terminal()

    @property
    def color(self) -> bool:
        """Results may have colour."""
        if not self.is_terminal:
            return False
        from rich.console import Console  # it knows NO_COLOR and terminals without colours

        console = Console()
        return console.color_system is not None and not console.no_color

    @property
    def width(self) -> int:
        """Columns for text: those of the terminal, as far as lines stay readable."""
        return min(shutil.get_terminal_size().columns, 100) if self.is_terminal else 88

    def put(self, text: str, name: str) -> None:
        """Print or write one result; `name` is the input it came from."""
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self.folder / self._file_name(name), text)
        elif self.file is not None:
            write_whole(self.file, text)
        else:
            separator = {"text": "\n", "md": "\n---\n\n", "yaml": "---\n"}.get(self.format, "")
            sys.stdout.write((separator if self._written else "") + text.rstrip("\n") + "\n")
            sys.stdout.flush()
        self._written += 1

    def _file_name(self, name: str) -> str:
        # Made from where the article was, never from what it says.
        last = re.split(r"[/\\]", name.split("?")[0].rstrip("/\\"))[-1]
        stem = re.sub(r"[^\w.-]+", "-", Path(last).stem if last != "-" else "stdin").strip(".-")
        stem = stem[:80] or "brief"
        unique, number = stem, 2
        while unique in self._names:
            unique, number = f"{stem}-{number}", number + 1
        self._names.add(unique)
        return unique + SUFFIXES[self.format]


def write_whole(path: Path, text: str) -> None:
    """Write the file, or leave what was there: a reader never meets half of it."""
    text = text.rstrip("\n") + "\n"
    path = path.resolve()  # a link keeps pointing where it did
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8")  # a pipe or device cannot be replaced
        return
    import tempfile  # and json above: `--help` need not wait for them

    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            "w",
            encoding="utf-8",
            errors="backslashreplace",
            newline="\n",
            dir=path.parent,
            prefix=f".{path.name}.",
            delete=False,
        ) as file:
            temporary = file.name
            file.write(text)
        Path(temporary).chmod(_permissions(path))
        Path(temporary).replace(path)
    except OSError as error:
        raise ConfigError(
            f"cannot write {str(path)!r}: {error.strerror}",
            hint="check that the folder exists and can be written",
        ) from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def _permissions(path: Path) -> int:
    """Those of the file that is replaced, or those any new file would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
