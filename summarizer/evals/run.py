"""Run an engine over cases and score what it says.

An engine that fails on an article has given an empty answer, and is scored as that; when the
harness or the network fails, the case is incomplete and the run has no headline.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.brief import Brief, Draft, Provenance
from summarizer.document import Document
from summarizer.engine import Engine as EngineProtocol
from summarizer.errors import (
    ConfigError,
    InputError,
    NotRecorded,
    OutputError,
    SummarizerError,
    TooLong,
)
from summarizer.evals.answers import answer_of, of_brief, of_reference
from summarizer.evals.case import Case, load_cases
from summarizer.evals.items import FIELDS, Answer
from summarizer.evals.results import (
    CaseResult,
    Engine,
    RunResult,
    Suite,
    case_result,
    scorer_digest,
)
from summarizer.evals.score import score
from summarizer.grounding import ground, verify
from summarizer.pipeline import brief as brief_of
from summarizer.settings import RULES, Settings

if TYPE_CHECKING:
    from summarizer.evals.record import Tape
    from summarizer.model import LanguageModel

Split = Literal["dev", "test", "all"]
Ask = Callable[[Case], Awaitable[Brief]]
LEAD = "lead"
"""The name of the baseline that reads only the first sentences."""


def select(folder: Path | str, split: Split = "all", only: str = "") -> tuple[Case, ...]:
    """The cases of a suite in this split whose id holds `only`; InputError when none is left."""
    cases = [
        case
        for case in load_cases(folder)
        if split in ("all", case.reference.split) and only in case.id
    ]
    if not cases:
        raise InputError(f"no case of {str(folder)!r} is left by split {split!r}, only {only!r}")
    return tuple(cases)


async def run(
    cases: Sequence[Case],
    ask: Ask,
    engine: Engine,
    suite: Suite,
    *,
    concurrency: int = 16,
    done: Callable[[CaseResult], None] | None = None,
) -> RunResult:
    """Every case asked, at most `concurrency` at a time; results in the order of the cases.

    NotRecorded, once all have been asked, when a replay lacks the answer to an article.
    """
    gate = asyncio.Semaphore(concurrency)

    async def one(case: Case) -> CaseResult | NotRecorded:
        async with gate:
            result = await _asked(case, ask)
        if done is not None and isinstance(result, CaseResult):
            done(result)
        return result

    results = await asyncio.gather(*map(one, cases))
    missing = [result for result in results if isinstance(result, NotRecorded)]
    if missing:
        first, others = missing[0], len(missing) - 1
        raise NotRecorded(f"{first}, and {others} more" if others else str(first), hint=first.hint)
    return RunResult(
        engine=engine,
        suite=suite,
        scorer=scorer_digest(),
        cases=tuple(result for result in results if isinstance(result, CaseResult)),
    )


class Unrepaired(Exception):
    """The tape has an answer and not its repair: the brief as it stood before, and the miss."""

    def __init__(self, brief: Brief, missing: NotRecorded) -> None:
        super().__init__(str(missing))
        self.brief, self.missing = brief, missing


async def _asked(case: Case, ask: Ask) -> CaseResult | NotRecorded:
    reference = of_reference(case.reference)
    try:
        brief = await ask(case)
    except Unrepaired as unrepaired:
        answer = of_brief(unrepaired.brief, case.document.text)
        scored = score(answer, reference)
        error = f"{unrepaired.missing} ({unrepaired.missing.hint})"
        return case_result(case, answer, scored, unrepaired.brief, state="unrecorded", error=error)
    except NotRecorded as missing:
        return missing
    except (OutputError, TooLong) as failure:
        empty = score(Answer(), reference)
        error = f"{type(failure).__name__}: {failure}"
        return case_result(case, Answer(), empty, None, state="failed", error=error)
    except SummarizerError as failure:
        nothing = score(Answer(), Answer())
        error = f"{type(failure).__name__}: {failure}"
        return case_result(case, Answer(), nothing, None, state="incomplete", error=error)
    answer = of_brief(brief, case.document.text)
    return case_result(case, answer, score(answer, reference), brief)


def rescored(result: RunResult, cases: Sequence[Case]) -> RunResult:
    """The same answers under today's labels and scorer, nothing asked again.

    ConfigError when the result has a case that `cases` lack.
    """
    known = {case.id: case for case in cases}
    gone = [one.id for one in result.cases if one.id not in known]
    if gone:
        raise ConfigError(f"no case is called {gone[0]!r} any more")
    anew = []
    for one in result.cases:
        case = known[one.id]
        answer = answer_of({field: one.fields[field].items for field in FIELDS})
        reference = Answer() if one.state == "incomplete" else of_reference(case.reference)
        fresh = case_result(case, answer, score(answer, reference), None, state=one.state)
        kept = {"error": one.error, "standing": one.standing, "refused": one.refused,
                "warnings": one.warnings}  # fmt: skip
        anew.append(fresh.model_copy(update=kept))
    return result.model_copy(update={"cases": tuple(anew), "scorer": scorer_digest()})


# ------------------------------------------------------------------ what can be measured


def by_engine(engine: EngineProtocol) -> Ask:
    """The product's own path with this engine, repair included."""

    async def ask(case: Case) -> Brief:
        return await brief_of(case.document, engine)

    return ask


def rules() -> tuple[Ask, Engine]:
    """The embedded engine, live."""
    from summarizer.rules import Rules

    return by_engine(Rules()), Engine(name=RULES, version=version("summarizer"))


def lead() -> tuple[Ask, Engine]:
    """The baseline below all others: names and numbers of the first sentences."""
    from summarizer.evals.lead import Lead

    return by_engine(Lead()), Engine(name=LEAD, version=version("summarizer"))


def replayed(model: str, tape: Tape, command: str) -> tuple[Ask, Engine, LanguageModel]:
    """A model's recorded replies, run through everything that ships."""
    from summarizer.evals.record import REPLAY_URL, Replay
    from summarizer.model import LanguageModel

    # Fixed settings, not the user's: their temperature would make another request.
    settings = Settings(
        model=model, base_url=REPLAY_URL, api_key="replay", cache=False, attempts=1, backoff=0.0
    )
    language_model = LanguageModel(settings, transport=Replay(tape, command))
    return _recorded(language_model), _model_engine(model), language_model


def recording(
    model: str, tape: Tape, settings: Settings, *, usage: bool, anew: bool
) -> tuple[Ask, Engine, LanguageModel]:
    """The model itself, its replies kept on the tape case by case."""
    import httpx2

    from summarizer.evals.record import Record
    from summarizer.model import LanguageModel

    inner = httpx2.AsyncHTTPTransport(
        limits=httpx2.Limits(max_connections=settings.concurrency), trust_env=False
    )
    transport = Record(tape, inner, usage=usage, anew=anew)
    language_model = LanguageModel(settings, transport=transport)
    answered = _recorded(language_model)

    async def ask(case: Case) -> Brief:
        done = False
        try:
            brief = await answered(case)
            done = True
        except OutputError:
            done = True  # the model's last word, if no good one
            raise
        finally:
            tape.save(case.id, done=done)
        return brief

    return ask, _model_engine(model), language_model


def _recorded(language_model: LanguageModel) -> Ask:
    from summarizer.evals.record import answering

    async def ask(case: Case) -> Brief:
        with answering(case.id):
            try:
                return await brief_of(case.document, language_model)
            except NotRecorded as missing:
                try:
                    before = await brief_of(case.document, language_model, repairs=0)
                except NotRecorded:
                    raise missing from None
                raise Unrepaired(before, missing) from None

    return ask


def _model_engine(model: str) -> Engine:
    from summarizer.model import prompts

    return Engine(name=model, version=version("summarizer"), prompt=prompts.fingerprint())


# ------------------------------------------------------------------ other systems' outputs


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    brief: Brief | None = None
    draft: Draft | None = None
    error: str | None = None


def predictions(path: Path) -> tuple[Ask, Engine]:
    """The outputs of another system: JSON lines with `id` and one of `brief`, `draft`, `error`.

    A brief is verified and a draft grounded here, so that both are judged as our own are. A case
    that the file lacks is incomplete.
    """
    said = _read_predictions(path)

    async def ask(case: Case) -> Brief:
        line = said.get(case.id)
        if line is None:
            raise InputError(f"{str(path)!r} says nothing of case {case.id!r}")
        if line.error is not None:
            raise OutputError(line.error)
        if line.draft is not None:
            provenance = Provenance(engine="unknown", model=path.stem)
            return ground(line.draft, case.document, provenance)
        assert line.brief is not None
        return verified(line.brief, case.document)

    return ask, Engine(name=path.stem, version=version("summarizer"))


def verified(brief: Brief, document: Document) -> Brief:
    """A foreign brief with what the article does not bear out added to its `unsupported`."""
    return brief.model_copy(update={"unsupported": (*brief.unsupported, *verify(brief, document))})


def _read_predictions(path: Path) -> Mapping[str, _Line]:
    said: dict[str, _Line] = {}
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error.strerror}") from error
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        where = f"{str(path)!r}, line {number}"
        try:
            line = _Line.model_validate(json.loads(text))
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            place = ".".join(map(str, first["loc"]))
            raise InputError(f"{where}: {place}: {first['msg']}") from None
        except ValueError:
            raise InputError(f"{where}: not JSON") from None
        if sum(v is not None for v in (line.brief, line.draft, line.error)) != 1:
            raise InputError(f"{where}: give one of brief, draft, error")
        if line.id in said:
            raise InputError(f"{where}: case {line.id!r} was given before")
        said[line.id] = line
    return said
