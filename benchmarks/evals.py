"""What the evals cost: the runner, the scorer, and a whole replay.

    python benchmarks/evals.py [CASES] [--model NAME]

CPU seconds of this process. The briefs scored are references of CASES with noise of a fixed seed
(names, numbers and words changed), a thousand of them, so that no result is remembered from one to
the next. The replay is the suite itself, with the statistics of a report.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zlib import crc32

from summarizer.brief import Brief, Provenance
from summarizer.document import document
from summarizer.evals import run as room
from summarizer.evals.answers import of_reference
from summarizer.evals.case import Case, Reference, load_cases
from summarizer.evals.items import Answer
from summarizer.evals.places import Places
from summarizer.evals.record import Tape
from summarizer.evals.report.tables import run_report
from summarizer.evals.results import Engine, RunResult, Suite, case_result, scorer_digest
from summarizer.evals.score import score
from summarizer.evals.similarity import Interval, Named
from summarizer.grounding import ground
from summarizer.sync import wait_for

ROOT = Path(__file__).resolve().parent.parent
NEWS = ROOT / "evals" / "cases" / "news"
THOUSAND = 1_000


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds that the work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def noisy(answer: Answer, draw: random.Random) -> Answer:
    """The answer with a tenth of it changed, and every name and text unlike those of others."""
    mark = f"{draw.randrange(10**6)}"

    def named(one: Named) -> Named:
        # Each name with a word of its own, so that none has been compared before.
        return Named(tuple(f"{name} {crc32(name.encode())}{mark}" for name in one.names))

    def kept() -> bool:
        return draw.random() > 0.1

    return Answer(
        actors=tuple(replace(a, named=named(a.named)) for a in answer.actors if kept()),
        commitments=tuple(
            replace(c, by=tuple(map(named, c.by)), action=f"{c.action} {mark}")
            for c in answer.commitments
            if kept()
        ),
        casualties=tuple(
            replace(c, count=Interval(draw.randrange(9), 99)) if draw.random() < 0.1 else c
            for c in answer.casualties
            if kept()
        ),
        questions=tuple(
            replace(q, question=f"{q.question} {mark}") for q in answer.questions if kept()
        ),
    )


def first(answer: Answer, most: int) -> Answer:
    """The first items of each field."""
    return Answer(
        answer.actors[:most],
        answer.commitments[:most],
        answer.casualties[:most],
        answer.questions[:most],
    )


def trivial(tmp: Path) -> Callable[[], object]:
    """The runner alone: a thousand cases whose answer is there and empty."""
    text = document("Nothing happened.")
    reference = Reference(event="e", actors=(), commitments=(), casualties=(), questions=())
    cases = []
    (tmp / "article.txt").write_text("Nothing happened.")
    for n in range(THOUSAND):
        case = Case(f"c{n}", tmp, reference)
        case.__dict__["document"] = text
        cases.append(case)
    from summarizer.brief import EMPTY_STATEMENT, Draft

    draft = Draft(
        actors=[], commitments=[], casualties=[], questions=[], summary=[], headline=EMPTY_STATEMENT
    )
    empty = ground(draft, text, Provenance(engine="unknown", model="none"))

    async def ask(_: Case) -> Brief:
        return empty

    engine, suite = Engine(name="none", version="0"), Suite(name="trivial", split="all")
    return lambda: wait_for(room.run(cases, ask, engine, suite))


def scored(cases: tuple[Case, ...], most: int) -> Callable[[], object]:
    """A thousand briefs, at most so many items a field, scored and reported with all statistics."""
    draw = random.Random(1)
    references = [first(of_reference(case.reference), most) for case in cases]
    work = []
    for n in range(THOUSAND):
        changed = noisy(references[n % len(cases)], draw)
        work.append((cases[n % len(cases)], noisy(changed, draw), changed))

    def all_of_it() -> None:
        results = [
            case_result(case, predicted, score(predicted, reference), None, digest="")
            for case, predicted, reference in work
        ]
        run_report(
            RunResult(
                engine=Engine(name="noise", version="0"),
                suite=Suite(name="news", split="all"),
                scorer=scorer_digest(),
                cases=tuple(results),
            )
        )

    return all_of_it


def replay(cases: tuple[Case, ...], folder: Path, model: str) -> Callable[[], object]:
    """The recorded model over the whole suite, with the report."""

    def all_of_it() -> None:
        tape = Tape(Places(folder).recordings(model))
        ask, engine, language_model = room.replayed(model, tape, "")

        async def once() -> RunResult:
            try:
                return await room.run(cases, ask, engine, Suite(name="news", split="all"))
            finally:
                await language_model.aclose()

        run_report(wait_for(once()))

    return all_of_it


def main() -> None:
    import tempfile

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("cases", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--model", default="claude-relay")
    chosen = parser.parse_args()
    cases = load_cases(chosen.cases)
    print(f"{'':44} {'CPU s':>7} {'bar':>5}")
    with tempfile.TemporaryDirectory() as tmp:
        rows: list[tuple[str, Callable[[], object], float | None]] = [
            (f"runner, {THOUSAND:,} trivial cases", trivial(Path(tmp)), 0.3),
            # A dozen items is the brief that the bar was set for.
            (f"scorer, {THOUSAND:,} briefs of 12 items", scored(cases, 3), 2.5),
            (f"scorer, {THOUSAND:,} briefs as long as these", scored(cases, 99), None),
        ]
        if Places(chosen.cases).recordings(chosen.model).is_dir():
            name = f"replay, {len(cases)} articles with statistics"
            rows.append((name, replay(load_cases(chosen.cases), chosen.cases, chosen.model), 5.0))
        for name, work, bar in rows:
            print(f"{name:44} {cpu(work):7.2f} {bar or '':>5}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
