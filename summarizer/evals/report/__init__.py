"""What people read of a run: tables for a terminal or a CI summary, JUnit, and one HTML page."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.evals.case import Case
from summarizer.evals.gate import Comparison
from summarizer.evals.report.junit import junit
from summarizer.evals.report.page import page
from summarizer.evals.report.tables import comparison_report, run_report
from summarizer.evals.results import RunResult, to_json

SUFFIXES = (".json", ".md", ".xml", ".html")


def report(
    suffix: str,
    result: RunResult,
    cases: Sequence[Case],
    baseline: RunResult | None = None,
    comparison: Comparison | None = None,
) -> str:
    """The report that a file of this suffix holds, one of `SUFFIXES`."""
    if suffix == ".json":
        return to_json(result)
    if suffix == ".xml":
        return junit(result, comparison)
    if suffix == ".html":
        return page(result, cases, baseline, comparison)
    text = run_report(result, markdown=True, slots=True)
    if baseline is not None and comparison is not None:
        text = f"{comparison_report(baseline, result, comparison, markdown=True)}\n{text}"
    return text
