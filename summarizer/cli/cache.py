"""`summarizer cache`: what the store of accepted answers holds, and emptying it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import typer

from summarizer.cli.messages import counted
from summarizer.errors import ConfigError

app = typer.Typer(rich_markup_mode=None, help="Look at the remembered answers, or forget them.")


@app.callback(invoke_without_command=True)
def cache(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        status()


@app.command()
def status() -> None:
    """Say where the answers are, how many, and how large."""
    path = _path()
    if not path.exists():
        typer.echo(f"{path}: no answers yet")
        return
    typer.echo(f"{path}: {counted(_number(path), 'answer')}, {_size(path):,} bytes")


@app.command()
def clear() -> None:
    """Forget every remembered answer."""
    path = _path()
    if path.exists():
        number = _number(path)
        _ask(path, "DELETE FROM answer", "DELETE FROM fact", "VACUUM")
        typer.echo(f"{path}: {counted(number, 'answer')} forgotten")
    else:
        typer.echo(f"{path}: no answers yet")


def _path() -> Path:
    from summarizer.settings import Settings

    return Settings.load().cache_path


def _number(path: Path) -> int:
    return _ask(path, "SELECT count(*) FROM answer")


def _ask(path: Path, *statements: str) -> int:
    """Run the statements; the number that the last one gives, or 0."""
    import sqlite3

    row = None
    try:
        with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as store:
            for statement in statements:
                row = store.execute(statement).fetchone()
    except sqlite3.Error as error:
        raise ConfigError(
            f"the cache {str(path)!r} cannot be used: {error}", hint="remove the file"
        ) from error
    return row[0] if row else 0


def _size(path: Path) -> int:
    files = (path, path.with_name(path.name + "-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
