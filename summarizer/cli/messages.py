"""What the command line says on stderr: one line an error, a warning or a note."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.errors import SummarizerError


def speak_utf8() -> None:
    """Results are UTF-8 whatever the platform, and no character of an article can stop one."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                encoding=None if stream.isatty() else "utf-8", errors="backslashreplace"
            )


def complain(error: SummarizerError, about: str | None = None) -> None:
    """One line: what happened, to what, and what to do next.

    `about` names the input where several were given and the message does not name it itself.
    """
    said = str(error)
    if about is not None and about not in said:
        said = f"{about!r}: {said}"
    hint = error.hint.rstrip(".")
    say(f"error: {said}" + (f"; hint: {hint}" if hint else ""))


def say(words: str) -> None:
    """One line on stderr, however many lines the words came in."""
    print(" ".join(words.split()), file=sys.stderr, flush=True)  # noqa: T201


def counted(number: int, noun: str) -> str:
    """`1 request`, `2 requests`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def listen(*, quiet: bool, verbose: bool) -> None:
    """Let the package's log be heard: warnings, with `verbose` all of it, with `quiet` errors."""
    import logging

    class Lines(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            say(f"{record.levelname.lower()}: {record.getMessage()}")

    log = logging.getLogger("summarizer")
    log.setLevel(logging.DEBUG if verbose else logging.ERROR if quiet else logging.WARNING)
    log.handlers = [Lines()]
