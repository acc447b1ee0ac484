"""What people read of a run: tables for a terminal or a CI summary, JUnit, and one HTML page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from summarizer.errors import ConfigError, InputError
from summarizer.evals.case import Case
from summarizer.evals.gate import Comparison
from summarizer.evals.report.junit import junit
from summarizer.evals.report.page import page
from summarizer.evals.report.tables import comparison_report, run_report
from summarizer.evals.results import RunResult, to_json


def write(
    path: Path,
    result: RunResult,
    cases: Sequence[Case],
    baseline: RunResult | None = None,
    comparison: Comparison | None = None,
) -> None:
    """The report that the file's suffix names, written whole or not at all."""
    suffix = path.suffix.lower()
    if suffix == ".json":
        text = to_json(result)
    elif suffix == ".xml":
        text = junit(result, comparison)
    elif suffix == ".html":
        text = page(result, cases, baseline, comparison)
    elif suffix == ".md":
        text = run_report(result, markdown=True, slots=True)
        if baseline is not None and comparison is not None:
            text = f"{comparison_report(baseline, result, comparison, markdown=True)}\n{text}"
    else:
        raise ConfigError(
            f"no report is called {path.name!r}", hint="end it in .json, .md, .xml or .html"
        )
    beside = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, "utf-8")
        beside.replace(path)
    except OSError as error:
        raise InputError(f"cannot write {str(path)!r}: {error.strerror}") from error
