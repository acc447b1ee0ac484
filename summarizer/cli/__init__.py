"""The command line: each command parses, calls one function and prints."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command (by default the process's own arguments) and leave with its exit code."""
    from summarizer.cli.app import app
    from summarizer.cli.messages import complain, speak_utf8
    from summarizer.errors import InputError, SummarizerError

    speak_utf8()
    try:
        app(arguments, prog_name="summarizer")
    except SummarizerError as error:
        complain(error)
        raise SystemExit(error.exit_code) from None
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EIO):
            raise
        # What is left in the buffer of standard output fails again when the process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        hint = "free some space, or write elsewhere"
        complain(InputError(f"the result cannot be written: {error.strerror}", hint=hint))
        raise SystemExit(InputError.exit_code) from None
