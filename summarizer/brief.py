"""The models on either side of the trust line: the Draft an engine proposes, the Brief that stands.

The wire models are part of every prompt, through their JSON schema, so they carry no docstrings and
no descriptions: what a field means is told once, in `prompts/brief/system.md`, which a model reads
also where a server keeps the schema to itself. Notes for maintainers are `#` comments.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0"
"""Of the Brief's JSON form. A field with a default raises the second number, all else the first."""

ActorKind = Literal["person", "state", "organization", "company", "armed_group", "people"]
Prominence = Literal["primary", "secondary"]
Force = Literal["pledge", "agreement", "order", "threat", "offer", "refusal"]
Status = Literal["made", "proposed", "fulfilled", "broken", "withdrawn"]
Effect = Literal["killed", "injured", "missing", "captured", "displaced", "ill"]
Scope = Literal["incident", "cumulative"]
QuestionKind = Literal["disputed", "unknown", "unverified", "pending"]

# ------------------------------------------------------------------ the wire: what an engine says


class Wire(BaseModel):
    # Strict structured output: every field required, nullable rather than optional, no defaults,
    # bounded lists. String lengths are not bounded here (OpenAI's strict mode refuses them).
    model_config = ConfigDict(extra="forbid", frozen=True, title=None)


Numbers = Annotated[list[int], Field(max_length=8)]
Names = Annotated[list[str], Field(max_length=8)]


class DraftActor(Wire):
    evidence: Numbers
    name: str
    aliases: Names
    kind: ActorKind
    role: str | None
    part: str
    prominence: Prominence


class DraftCommitment(Wire):
    evidence: Numbers
    by: Names
    to: Names
    action: str
    force: Force
    negated: bool
    condition: str | None
    deadline: str | None
    status: Status
    speaker: str | None


class DraftCasualty(Wire):
    evidence: Numbers
    effect: Effect
    # The words alone travel: grounding derives the interval from them, so that the words and the
    # number cannot disagree, and a brief costs fewer tokens.
    count: str
    who: str | None
    incident: str | None
    where: str | None
    when: str | None
    scope: Scope
    part_of: int | None
    speaker: str | None
    disputed: bool


class DraftPosition(Wire):
    evidence: Numbers
    holder: str
    claim: str


class DraftQuestion(Wire):
    evidence: Numbers
    question: str
    kind: QuestionKind
    positions: list[DraftPosition] = Field(max_length=6)


class DraftStatement(Wire):
    evidence: Numbers
    text: str


class Draft(Wire):
    # The order is the order of decoding: evidence and items before the prose that rests on them.
    actors: list[DraftActor] = Field(max_length=24)
    commitments: list[DraftCommitment] = Field(max_length=24)
    casualties: list[DraftCasualty] = Field(max_length=24)
    questions: list[DraftQuestion] = Field(max_length=12)
    summary: list[DraftStatement] = Field(max_length=6)
    headline: DraftStatement


EMPTY_STATEMENT = DraftStatement(evidence=[], text="")

# ------------------------------------------------------------------ the domain: what stands


class Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(Value):
    """One sentence an item rests on, copied from the document and never from the engine."""

    sentence: int
    """1-based number."""
    start: int
    """First character of the sentence in the document's text."""
    end: int
    """One past its last character."""
    text: str


class Count(Value):
    """An interval of people: `min`..`max`, None where the article sets no bound."""

    words: str
    min: int | None
    max: int | None
    approximate: bool = False


class Deadline(Value):
    """The words, and the days they mean where that is certain: `start`..`end` inclusive."""

    words: str
    start: date | None = None
    end: date | None = None


class Statement(Value):
    text: str
    evidence: tuple[Evidence, ...]


class Actor(Value):
    name: str
    aliases: tuple[str, ...]
    kind: ActorKind
    role: str | None
    part: str
    prominence: Prominence
    evidence: tuple[Evidence, ...]


class Commitment(Value):
    by: tuple[str, ...]
    to: tuple[str, ...]
    action: str
    force: Force
    negated: bool
    condition: str | None
    deadline: Deadline | None
    status: Status
    speaker: str | None
    evidence: tuple[Evidence, ...]


class Casualty(Value):
    effect: Effect
    count: Count
    who: str | None
    incident: str | None
    where: str | None
    when: str | None
    scope: Scope
    part_of: int | None
    """Index in `Brief.casualties` of the total this is a part of."""
    speaker: str | None
    disputed: bool
    evidence: tuple[Evidence, ...]


class Position(Value):
    holder: str
    claim: str
    evidence: tuple[Evidence, ...]


class Question(Value):
    question: str
    kind: QuestionKind
    positions: tuple[Position, ...]
    evidence: tuple[Evidence, ...]


ItemKind = Literal["headline", "summary", "actor", "commitment", "casualty", "question", "position"]

Reason = Literal[
    "no_evidence",  # cites nothing, or nothing that exists
    "unknown_sentence",  # cites a sentence the document does not have
    "not_in_document",  # a name, or the words of a field, that the document never uses
    "not_in_evidence",  # in the document, but not in the sentences cited
    "number_not_in_evidence",  # a number the cited sentences do not give
    "parts_exceed_total",  # the parts of a total add up to more than it
    "bad_part_of",  # part_of points nowhere, at itself, or at another effect
    "duplicate",  # says again what an earlier item says
    "not_a_question",  # no question mark, or nothing asked
    "denied",  # the sentence says the opposite
    "not_asserted",  # the sentence says could, would, if, feared: not that it happened
    "wrong_speaker",  # somebody else says so in the sentence cited
    "missing_speaker",  # somebody says so; the item gives it as the article's own
    "not_borne_out",  # the cited sentences say something else
    "misquoted",  # the brief's own sentence, interval or date is not the article's
    "empty",  # nothing is said
]
REASONS: tuple[Reason, ...] = get_args(Reason)


class Unsupported(Value):
    """What an engine proposed and the document does not bear out, kept with the reason."""

    kind: ItemKind
    index: int
    """Position in the draft's list of that kind."""
    field: str | None
    """The field at fault, or None for the item as a whole."""
    reason: Reason
    message: str
    """One sentence for people."""
    item: dict[str, Any]
    """The draft item as the engine gave it."""


class Usage(Value):
    """Tokens of all calls, failed attempts included."""

    input_tokens: int
    output_tokens: int
    cached_tokens: int = 0
    """Of the input tokens, those the provider read from its prompt cache."""


class Provenance(Value):
    """Who made the draft, with what, at what price."""

    engine: Literal["rules", "model", "unknown"]
    model: str
    """The model's name as asked for; for the rules engine its version."""
    prompt: str | None = None
    """Fingerprint of the templates and the schema."""
    attempts: int = 0
    """Requests sent, re-asks and repairs included."""
    reasks: int = 0
    repairs: int = 0
    cached: bool = False
    """The answer was remembered from an earlier, identical request."""
    usage: Usage | None = None
    """None when any attempt's usage is unknown."""
    cost: float | None = None
    """US dollars; None when the price is unknown, which is not the same as free."""


class Source(Value):
    """The article the brief is about."""

    digest: str
    """SHA-256 of the text the sentence offsets refer to."""
    title: str | None
    url: str | None
    published: date | None
    language: str
    sentences: int


class Brief(Value):
    """What the document bears out, and what was refused. JSON round trip is lossless."""

    schema_version: str = SCHEMA_VERSION
    source: Source
    headline: Statement | None
    summary: tuple[Statement, ...]
    actors: tuple[Actor, ...]
    commitments: tuple[Commitment, ...]
    casualties: tuple[Casualty, ...]
    questions: tuple[Question, ...]
    unsupported: tuple[Unsupported, ...] = ()
    """Refused, and not put right by the repair."""
    repaired: tuple[Unsupported, ...] = ()
    """Refused at first, then corrected or withdrawn by the engine."""
    warnings: tuple[str, ...] = ()
    provenance: Provenance
