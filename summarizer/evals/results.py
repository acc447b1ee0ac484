"""What a run leaves behind: an ordinary JSON file, which a baseline is too."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.brief import Brief, Reason
from summarizer.errors import InputError
from summarizer.evals.answers import dump
from summarizer.evals.case import ARTICLE, Case
from summarizer.evals.items import FIELDS, THRESHOLDS, Answer, Field
from summarizer.evals.matching import Mode, Tally
from summarizer.evals.score import ArticleScore, Citations, Verdict, row
from summarizer.evals.similarity import weights

SCORER_VERSION = "1"
"""Raised with every change of what the scorer counts: older results are then not comparable."""

State = Literal["scored", "failed", "unrecorded", "incomplete"]
"""`failed`: the product gave no answer, which counts as an empty one. `unrecorded`: the model was
asked to repair its answer, and the tape has no reply; scored as it stood before. `incomplete`: the
harness or the network gave none, which counts as nothing. The last two leave no headline."""


class _Recorded(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Refusal(_Recorded):
    """A statement that grounding refused."""

    kind: str
    field: str | None
    reason: Reason
    message: str


class PairResult(_Recorded):
    predicted: int
    reference: int
    likeness: int
    agrees: bool


class FieldResult(_Recorded):
    """One field of one article."""

    tallies: dict[Mode, Tally]
    pairs: tuple[PairResult, ...]
    items: tuple[dict[str, Any], ...]
    """The predicted items, as `answers.dump` writes them."""
    slots: dict[str, dict[Verdict, int]]
    merged: int
    split: int


class CaseResult(_Recorded):
    id: str
    digest: str
    """Of article and reference: a result on others is not comparable."""
    event: str
    split: Literal["dev", "test"]
    must_pass: bool
    state: State
    error: str | None = None
    fields: dict[Field, FieldResult]
    citations: Citations
    standing: int = 0
    """Items of the brief, headline and summary included."""
    refused: tuple[Refusal, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def row(self) -> tuple[int, ...]:
        """The counts that every statistic is made of."""
        return row({field: self.fields[field].tallies for field in FIELDS})


class Engine(_Recorded):
    """What was measured."""

    name: str
    """`rules`, the name of a model, or that of a file of predictions."""
    version: str
    """Of this package."""
    prompt: str | None = None
    """Fingerprint of prompt and schema; None without a model."""


class Suite(_Recorded):
    """What it was measured on."""

    name: str
    split: Literal["dev", "test", "all"]


class RunResult(_Recorded):
    """A run: one result a case, in the order of the cases."""

    engine: Engine
    suite: Suite
    scorer: str
    cases: tuple[CaseResult, ...]

    @property
    def is_complete(self) -> bool:
        return all(case.state in ("scored", "failed") for case in self.cases)

    @property
    def rows(self) -> list[tuple[int, ...]]:
        return [case.row for case in self.cases]

    @property
    def events(self) -> list[str]:
        return [case.event for case in self.cases]


def case_result(
    case: Case,
    answer: Answer,
    scored: ArticleScore,
    brief: Brief | None,
    *,
    state: State = "scored",
    error: str | None = None,
    digest: str | None = None,
) -> CaseResult:
    """The record of one scored article."""
    fields = {
        field: FieldResult(
            tallies=dict(matched.tallies),
            pairs=tuple(
                PairResult(
                    predicted=p.predicted,
                    reference=p.reference,
                    likeness=p.likeness,
                    agrees=p.agrees,
                )
                for p in matched.pairs
            ),
            items=tuple(map(dump, answer.items(field))),
            slots={name: dict(counts) for name, counts in scored.slots[field].items()},
            merged=matched.merged,
            split=matched.split,
        )
        for field, matched in scored.fields.items()
    }
    return CaseResult(
        id=case.id,
        digest=case_digest(case) if digest is None else digest,
        event=case.reference.event,
        split=case.reference.split,
        must_pass=case.reference.must_pass,
        state=state,
        error=error,
        fields=fields,
        citations=scored.citations,
        standing=_standing(brief) if brief else 0,
        refused=tuple(
            Refusal(kind=u.kind, field=u.field, reason=u.reason, message=u.message)
            for u in (brief.unsupported if brief else ())
        ),
        warnings=brief.warnings if brief else (),
    )


def _standing(brief: Brief) -> int:
    lists = (brief.actors, brief.commitments, brief.casualties, brief.questions, brief.summary)
    return sum(map(len, lists)) + (brief.headline is not None)


# ------------------------------------------------------------------ what makes results comparable


def scorer_digest() -> str:
    """Twelve digits that move with the scorer's version, thresholds and frozen frequencies."""
    said = [SCORER_VERSION, dict(sorted(THRESHOLDS.items())), sorted(weights().items())]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]


def case_digest(case: Case) -> str:
    """Twelve digits that move with the article or its reference."""
    article = hashlib.sha256((case.folder / ARTICLE).read_bytes())
    reference = hashlib.sha256(case.reference.model_dump_json().encode())
    return hashlib.sha256(article.digest() + reference.digest()).hexdigest()[:12]


def not_comparable(before: RunResult, after: RunResult) -> str | None:
    """Why the two runs cannot be compared; None when they can.

    `after` may have fewer cases than `before`, not others.
    """
    if before.scorer != after.scorer:
        return f"the scorer was {before.scorer}, and is {after.scorer}"
    earlier = {case.id: case.digest for case in before.cases}
    new = [case.id for case in after.cases if case.id not in earlier]
    if new:
        return f"{len(new)} articles are new, the first {new[0]!r}"
    moved = [case.id for case in after.cases if earlier[case.id] != case.digest]
    if moved:
        return f"{len(moved)} articles or references have changed, the first {moved[0]!r}"
    return None


# ------------------------------------------------------------------ files


def to_json(result: RunResult) -> str:
    """The file of a run: a case a line, so that a change of one is a change of one line."""
    values = result.model_dump(mode="json", exclude={"cases"}, exclude_defaults=True)
    head = "".join(f"{json.dumps(k)}: {_compact(v)},\n" for k, v in values.items())
    cases = [_compact(c.model_dump(mode="json", exclude_defaults=True)) for c in result.cases]
    return "{" + head + '"cases": [\n' + ",\n".join(cases) + "\n]}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_result(path: Path) -> RunResult:
    """The run in this file; InputError when it is none."""
    try:
        return RunResult.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise InputError(
            f"{str(path)!r} is no result of a run: {where}: {first['msg']}",
            hint="make one with: summarizer eval run CASES -o FILE.json",
        ) from None
