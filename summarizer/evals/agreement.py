"""How far two annotators agree: the scorer itself, with one taken as the prediction of the other.

Pairwise F1 is the usual choice where what nobody labelled cannot be counted (Hripcsak and
Rothschild 2005). It is the ceiling of every engine: nobody can agree with the labels better than
those who make them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from summarizer.errors import InputError
from summarizer.evals.answers import of_reference
from summarizer.evals.case import Case, Reference, read_reference
from summarizer.evals.results import Engine, RunResult, Suite, case_result, scorer_digest
from summarizer.evals.score import score


def agreement(first: Path, second: Path) -> RunResult:
    """The second annotator's labels scored against the first's, on the articles both labelled.

    Both are folders of `<case>.yaml`. InputError when they share no case.
    """
    pairs = list(_pairs(first, second))
    if not pairs:
        raise InputError(f"no case is labelled in both {str(first)!r} and {str(second)!r}")
    cases = []
    for name, one, other in pairs:
        answer = of_reference(other)
        scored = score(answer, of_reference(one))
        cases.append(case_result(Case(name, first, one), answer, scored, None, digest=""))
    return RunResult(
        engine=Engine(name=second.name, version=""),
        suite=Suite(name=first.name, split="all"),
        scorer=scorer_digest(),
        cases=tuple(cases),
    )


def _pairs(first: Path, second: Path) -> Iterator[tuple[str, Reference, Reference]]:
    for folder in (first, second):
        if not folder.is_dir():
            raise InputError(f"{str(folder)!r} is no folder of labels")
    for path in sorted(first.glob("*.yaml")):
        other = second / path.name
        if other.exists():
            yield path.stem, read_reference(path), read_reference(other)
