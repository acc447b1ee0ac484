"""The options that say how an article is read; several commands share them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

import typer

from summarizer.errors import ConfigError

Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Publication date, YYYY-MM-DD; deadlines count from it."),
]
Language = Annotated[
    str | None, typer.Option(metavar="CODE", help="ISO 639-1 code; guessed when not given.")
]
AllowPrivate = Annotated[
    bool,
    typer.Option("--allow-private", help="Fetch from this machine and private networks too."),
]


def code(written: str | None) -> str | None:
    """The code of `--language`; ConfigError when it is none."""
    if written is not None and not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_]\w+)?", written):
        raise ConfigError(
            f"--language {written!r} is no language code", hint="write it as en, es, ar"
        )
    return written


def day(written: str | None) -> date | None:
    """The date of `--published`; ConfigError when it is none."""
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ConfigError(
            f"--published {written!r} is no date", hint="write it as 2025-10-01"
        ) from None
