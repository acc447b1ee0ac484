"""The command line in this process, and an impatient model on loopback for it to ask."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from summarizer.cli import main

ARTICLE = """\
Depot fire in Larne injures two

Two workers were injured when a fire broke out at a tram depot in Larne on Monday, the fire
service said. Nobody was killed.

Mayor Ines Kallio promised to rebuild the depot by the end of June. What started the fire is not
known.
"""

DRAFT: dict[str, Any] = {
    "actors": [
        {
            "evidence": [4],
            "name": "Ines Kallio",
            "aliases": [],
            "kind": "person",
            "role": "Mayor",
            "part": "promised to rebuild the depot",
            "prominence": "primary",
        }
    ],
    "commitments": [],
    "casualties": [],
    "questions": [],
    "summary": [{"evidence": [2], "text": "Two workers were injured in a fire at a tram depot."}],
    "headline": {"evidence": [1], "text": "Depot fire in Larne injures two"},
}

KEY = "sk-live-0123456789abcdef"


@dataclass
class Left:
    """How the command line left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Line:
    """The command line: `line("brief", "a.txt", stdin="…")`."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self._capsys, self._patch = capsys, patch

    def __call__(self, *arguments: str | Path, stdin: bytes = b"", terminal: bool = False) -> Left:
        given = io.TextIOWrapper(io.BytesIO(stdin))
        if terminal:
            self._patch.setattr(given, "isatty", lambda: True)
            self._patch.setattr(sys.stdout, "isatty", lambda: True)
        self._patch.setattr(sys, "stdin", given)
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        out, err = self._capsys.readouterr()
        code = left.value.code
        return Left(code if isinstance(code, int) else 0, out, err)
