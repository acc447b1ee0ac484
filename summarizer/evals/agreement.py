"""How far two annotators agree: the scorer itself, with one taken as the prediction of the other.

Pairwise F1 is the usual choice where what nobody labelled cannot be counted (Hripcsak and
Rothschild 2005). It is the ceiling of every engine: nobody can agree with the labels better than
those who make them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from summarizer.errors import InputError
from summarizer.evals.answers import of_reference
from summarizer.evals.case import Case, Reference, read_reference
from summarizer.evals.items import FIELDS, Answer
from summarizer.evals.results import Engine, RunResult, Suite, case_result, scorer_digest
from summarizer.evals.score import score


def agreement(first: Path, second: Path, *, all_items: bool = False) -> RunResult:
    """The second annotator's labels scored against the first's, on the articles both labelled.

    Both are folders of `<case>.yaml`. An optional item of either costs nothing when the other has
    it not; with `all_items` it counts like any other. InputError when they share no case.
    """
    pairs = list(_pairs(first, second))
    if not pairs:
        raise InputError(f"no case is labelled in both {str(first)!r} and {str(second)!r}")
    cases = []
    for name, one, other in pairs:
        answer, wanted = of_reference(other), of_reference(one)
        if all_items:
            answer, wanted = _core(answer), _core(wanted)
        scored = score(answer, wanted)
        cases.append(case_result(Case(name, first, one), answer, scored, None, digest=""))
    return RunResult(
        engine=Engine(name=second.name, version=""),
        suite=Suite(name=first.name, split="all"),
        scorer=scorer_digest(),
        cases=tuple(cases),
    )


def _core(answer: Answer) -> Answer:
    """The same items, none of them optional."""
    changed: dict[str, Any] = {
        field: tuple(replace(item, optional=False) for item in answer.items(field))
        for field in FIELDS
    }
    return Answer(**changed)


def _pairs(first: Path, second: Path) -> Iterator[tuple[str, Reference, Reference]]:
    for folder in (first, second):
        if not folder.is_dir():
            raise InputError(f"{str(folder)!r} is no folder of labels")
    for path in sorted(first.glob("*.yaml")):
        other = second / path.name
        if other.exists():
            yield path.stem, read_reference(path), read_reference(other)
