"""The suite that ships: its labels hold together, and both engines pass their gates."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from summarizer.evals.case import Case, load_cases
from summarizer.evals.check import check_case
from summarizer.evals.judgements import read_judgements

from .commandline import Line

ROOT = Path(__file__).resolve().parents[1]
EVALS = ROOT / "evals"
NEWS = EVALS / "cases" / "news"


@cache
def suite() -> tuple[Case, ...]:
    return load_cases(NEWS)


def test_every_reference_holds_together() -> None:
    assert [flaw for case in suite() for flaw in check_case(case)] == []


def test_the_suite_is_large_and_varied_enough() -> None:
    cases = suite()
    assert len(cases) >= 100
    harmed = [c for c in cases if any(not x.optional for x in c.reference.casualties)]
    assert len(harmed) >= 0.6 * len(cases)
    assert sum(bool(c.reference.hard) for c in cases) >= 12
    assert sum(c.reference.must_pass for c in cases) == 12
    assert all(c.reference.reviewed and c.reference.annotators for c in cases)
    assert len({c.reference.style for c in cases}) >= 8
    words = [len((c.folder / "article.txt").read_text("utf-8").split()) for c in cases]
    assert min(words) >= 250
    assert max(words) <= 920


def test_an_event_lies_in_one_half() -> None:
    halves: dict[str, set[str]] = {}
    for case in suite():
        halves.setdefault(case.reference.event, set()).add(case.reference.split)
    assert all(len(found) == 1 for found in halves.values())
    sizes = Counter(case.reference.split for case in suite())
    assert abs(sizes["dev"] - sizes["test"]) <= 2


def test_forty_articles_have_two_annotators_and_a_third_who_settled() -> None:
    twice = {path.stem for path in (EVALS / "labels" / "second").glob("*.yaml")}
    assert len(twice) == 40
    assert twice == {path.stem for path in (EVALS / "labels" / "first").glob("*.yaml")}
    settled = [case for case in suite() if len(set(case.reference.annotators)) == 3]
    assert {case.id for case in settled} == twice


def test_the_judged_pairs_are_of_the_suite() -> None:
    judged = read_judgements(EVALS / "judgements.jsonl")
    assert len(judged) >= 300
    assert {j.case for j in judged} <= {case.id for case in suite()}
    assert all(j.truth is not None and len(j.verdicts) == 2 for j in judged)


def test_the_schema_for_editors_is_the_one_in_the_repository(line: Line) -> None:
    shipped = json.loads((EVALS / "case.schema.json").read_text("utf-8"))
    assert line("eval", "schema").json == shipped
    first = (NEWS / "harbour-ferry" / "reference.yaml").read_text("utf-8").splitlines()[0]
    schema = (NEWS / "harbour-ferry" / first.partition("$schema=")[2]).resolve()
    assert schema == EVALS / "case.schema.json"


@pytest.mark.parametrize("model", ["rules", "claude-relay"])
def test_both_engines_pass_their_gates(line: Line, model: str) -> None:
    left = line("eval", "gate", NEWS, "-m", model, "--strict")
    assert left.code == 0, left.out[:2000] + left.err
