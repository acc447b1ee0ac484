"""One self-contained HTML page: articles, evidence, and each pair side by side."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from summarizer.evals.answers import dump, of_reference
from summarizer.evals.case import Case
from summarizer.evals.gate import Comparison
from summarizer.evals.items import FIELDS
from summarizer.evals.report.tables import comparison_report, run_report
from summarizer.evals.results import CaseResult, RunResult
from summarizer.evals.score import f1
from summarizer.evals.similarity import FULL
from summarizer.evals.summary import summarise


def page(
    result: RunResult,
    cases: Sequence[Case],
    baseline: RunResult | None = None,
    comparison: Comparison | None = None,
) -> str:
    """The page as text. It loads nothing, and shows articles as text, never as markup."""
    by_id = {case.id: case for case in cases}
    earlier = {case.id: case for case in baseline.cases} if baseline else {}
    data = {
        "title": f"{result.engine.name} on {result.suite.name} ({result.suite.split})",
        "scores": _scores(result, baseline),
        "report": run_report(result, slots=True),
        "comparison": (
            comparison_report(baseline, result, comparison) if baseline and comparison else None
        ),
        "verdict": comparison.verdict if comparison else None,
        "fields": list(FIELDS),
        "cases": [
            _case(one, by_id[one.id], earlier.get(one.id))
            for one in result.cases
            if one.id in by_id
        ],
    }
    # "</script>" inside an article must not end the script that carries it.
    embedded = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    template = files(__package__).joinpath("page.html").read_text("utf-8")
    return template.replace("__DATA__", embedded)


def _scores(result: RunResult, baseline: RunResult | None) -> list[dict[str, Any]]:
    """What the picture shows: the headline and the fields, each with its interval."""
    summary = summarise(result)
    before = summarise(baseline) if baseline else None
    rows = [("headline", summary.headline["soft"], summary.interval)]
    rows += [(f, summary.fields[f].ratios["soft"].f1, summary.fields[f].interval) for f in FIELDS]
    earlier: dict[str, float | None] = {}
    if before:
        earlier = {f: before.fields[f].ratios["soft"].f1 for f in FIELDS}
        earlier["headline"] = before.headline["soft"]
    return [
        {
            "name": name,
            "value": value,
            "low": interval.low if interval else value,
            "high": interval.high if interval else value,
            "before": earlier.get(name),
        }
        for name, value, interval in rows
        if value is not None
    ]


def _case(result: CaseResult, case: Case, before: CaseResult | None) -> dict[str, Any]:
    reference = of_reference(case.reference)
    return {
        "id": case.id,
        "event": case.reference.event,
        "split": case.reference.split,
        "style": case.reference.style,
        "hard": list(case.reference.hard),
        "state": result.state,
        "error": result.error,
        "warnings": list(result.warnings),
        "refused": [f"{r.kind}: {r.message}" for r in result.refused],
        "sentences": [[s.number, s.text] for s in case.document.sentences],
        "fields": {
            field: {
                "f1": f1(field)(result.row),
                "before": f1(field)(before.row) if before else None,
                "changed": before is not None
                and before.fields[field].tallies != result.fields[field].tallies,
                "predicted": [
                    {"item": item, "evidence": sorted({n for s in item["evidence"] for n in s})}
                    for item in result.fields[field].items
                ],
                "reference": [
                    {
                        "item": dump(item),
                        "evidence": sorted(frozenset().union(*item.evidence)),
                        "optional": item.optional,
                    }
                    for item in reference.items(field)
                ],
                "pairs": [
                    {
                        "predicted": p.predicted,
                        "reference": p.reference,
                        "likeness": p.likeness / FULL,
                        "agrees": p.agrees,
                    }
                    for p in result.fields[field].pairs
                ],
            }
            for field in FIELDS
        },
    }
