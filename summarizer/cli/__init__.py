"""The command line: each command parses, calls one function and prints."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command (by default the process's own arguments) and leave with its exit code."""
    from summarizer.cli.app import app
    from summarizer.cli.messages import complain, speak_utf8
    from summarizer.errors import SummarizerError

    speak_utf8()
    try:
        app(arguments, prog_name="summarizer")
    except SummarizerError as error:
        complain(error)
        raise SystemExit(error.exit_code) from None
