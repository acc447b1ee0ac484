"""Where the files of a suite lie: recordings, baselines, floors.

A suite in a folder `cases` shares them with its neighbours (`evals/cases/news` has its recordings
in `evals/recordings/news`); any other folder of cases holds its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The places of the suite in `folder`, which need not exist yet."""

    folder: Path

    def recordings(self, model: str) -> Path:
        """A folder with one JSONL file a case."""
        return self._beside("recordings") / file_name(model)

    def baseline(self, engine: str) -> Path:
        """The result that this engine's runs are gated against."""
        return self._beside("baselines") / f"{file_name(engine)}.json"

    @property
    def floors(self) -> Path:
        return self._beside("baselines") / "floors.json"

    def _beside(self, name: str) -> Path:
        suite = self.folder.resolve()
        if suite.parent.name == "cases":
            return suite.parent.parent / name / suite.name
        return suite / name


def file_name(engine: str) -> str:
    """A model's name without what file systems dislike."""
    return re.sub(r"[^\w.-]+", "-", engine)
