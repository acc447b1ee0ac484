"""A case: one article and its reference, the brief that a careful reader would write of it.

On disk a case is a folder with `article.txt` and `reference.yaml`, a suite a folder of those. What
the fields mean is told in `evals/GUIDE.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.brief import ActorKind, Effect, Force, Prominence, QuestionKind, Scope, Status
from summarizer.document import Document
from summarizer.errors import InputError

ARTICLE, REFERENCE = "article.txt", "reference.yaml"

Text = Annotated[str, Field(min_length=1)]
SufficientSets = Annotated[
    tuple[Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)], ...],
    Field(min_length=1),
]
"""Alternatives, each of which bears the item out alone: [[4, 6], [9]] is "both 4 and 6, or 9"."""


class _Labelled(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Item(_Labelled):
    optional: bool = False
    """A careful reader could leave it out: it neither costs nor earns anything."""
    evidence: SufficientSets


class ReferenceActor(_Item):
    name: Text
    aliases: tuple[Text, ...] = ()
    kind: ActorKind
    prominence: Prominence


class ReferenceDeadline(_Labelled):
    words: Text
    end: date | None = None
    """The last day that the words allow, where it is certain."""


class ReferenceCommitment(_Item):
    by: tuple[Text, ...]
    to: tuple[Text, ...] = ()
    action: Text
    force: Force
    negated: bool = False
    condition: Text | None = None
    deadline: ReferenceDeadline | None = None
    status: Status = "made"
    speaker: Text | None = None


class ReferenceCount(_Labelled):
    words: Text
    min: Annotated[int, Field(ge=0)] | None = None
    max: Annotated[int, Field(ge=0)] | None = None
    approximate: bool = False


class ReferenceCasualty(_Item):
    effect: Effect
    count: ReferenceCount
    who: Text | None = None
    incident: Text | None = None
    where: Text | None = None
    when: Text | None = None
    scope: Scope = "incident"
    part_of: Annotated[int, Field(ge=0)] | None = None
    """Index, in this list, of the total that this is a part of."""
    speaker: Text | None = None
    disputed: bool = False


class ReferencePosition(_Labelled):
    holder: Text
    claim: Text
    evidence: SufficientSets


class ReferenceQuestion(_Item):
    question: Text
    kind: QuestionKind
    positions: tuple[ReferencePosition, ...] = ()


Style = Literal[
    "wire", "feature", "live", "statement", "interview", "translated", "capitals", "tabloid",
    "regional", "analysis", "other",
]  # fmt: skip


class Reference(_Labelled):
    """What `reference.yaml` holds."""

    event: Text
    """Articles that tell one event share it: they stand and fall together, so they are one."""
    split: Literal["dev", "test"] = "dev"
    published: date | None = None
    style: Style = "other"
    topic: str = ""
    hard: tuple[str, ...] = ()
    """What makes it hard, e.g. "rival tolls"."""
    must_pass: bool = False
    """Plain enough that a fall of its strict casualty score alone fails the gate."""
    annotators: tuple[str, ...] = ()
    reviewed: bool = True
    """False for a draft that nobody has looked over; the gate refuses such a case."""
    sentences: Annotated[int, Field(ge=1)] | None = None
    """How many the article had when it was labelled: another number means that they moved."""
    actors: tuple[ReferenceActor, ...]
    commitments: tuple[ReferenceCommitment, ...]
    casualties: tuple[ReferenceCasualty, ...]
    questions: tuple[ReferenceQuestion, ...]


@dataclass(frozen=True)
class Case:
    """One article and what a good brief of it says."""

    id: str
    folder: Path
    reference: Reference

    @cached_property
    def document(self) -> Document:
        """The article, read as `summarizer ARTICLE --published DATE` reads it."""
        from summarizer.load import load

        return load(self.folder / ARTICLE, published=self.reference.published)


def read_reference(path: Path) -> Reference:
    """The reference in a YAML file; InputError names the file and the place that is wrong."""
    import yaml

    try:
        values = yaml.load(path.read_text("utf-8"), _loader())  # noqa: S506  # a SafeLoader
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise InputError(f"{str(path)!r} is not YAML: {reason}") from None
    try:
        return Reference.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise InputError(
            f"{str(path)!r}: {where}: {first['msg']}",
            hint="evals/GUIDE.md says how a reference is written",
        ) from None


def _loader() -> Any:
    import yaml

    # The C parser reads a hundred references in a tenth of the time; it is not in every build.
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_cases(folder: Path | str) -> tuple[Case, ...]:
    """The cases of a suite, or the one case that `folder` is; sorted by id.

    InputError when there is none, or one is malformed.
    """
    root = Path(folder)
    if not root.is_dir():
        raise InputError(f"{str(folder)!r} is no folder of cases")
    cases = tuple(_cases(root))
    if not cases:
        raise InputError(
            f"no case in {str(folder)!r}: no folder there holds a {REFERENCE}",
            hint="start one with: summarizer eval new ARTICLE",
        )
    twice = [name for name, number in Counter(case.id for case in cases).items() if number > 1]
    if twice:
        raise InputError(f"two cases are called {min(twice)!r}", hint="rename one of the folders")
    return cases


def _cases(root: Path) -> Iterator[Case]:
    found: Iterable[Path] = (
        [root / REFERENCE] if (root / REFERENCE).exists() else sorted(root.rglob(REFERENCE))
    )
    for path in found:
        if not (path.parent / ARTICLE).exists():
            raise InputError(f"{str(path.parent)!r} has a {REFERENCE} and no {ARTICLE}")
        yield Case(path.parent.name, path.parent, read_reference(path))


def case_schema() -> dict[str, Any]:
    """The JSON schema of `reference.yaml`, for editors."""
    schema = Reference.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
