"""A run for CI systems that read JUnit: a test case an article and field, and the verdict."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from summarizer.evals.gate import Comparison
from summarizer.evals.items import FIELDS
from summarizer.evals.results import RunResult
from summarizer.evals.score import f1


def junit(result: RunResult, comparison: Comparison | None = None) -> str:
    """XML. A failure is a regression, an error an article without a whole result.

    An article may fall while the whole rises: a fall fails only where the verdict does.
    """
    root = Element("testsuites")
    suite = SubElement(root, "testsuite", name=f"{result.engine.name} on {result.suite.name}")
    fallen = {}
    if comparison is not None and comparison.verdict == "regression":
        fallen = {
            (change.case, change.field): f"F1 {_shown(change.before)} before"
            for change in comparison.changes
            if (change.after or 0.0) < (change.before or 0.0)
        }
    for case in result.cases:
        for field in FIELDS:
            test = SubElement(suite, "testcase", classname=case.id, name=field)
            if case.state in ("incomplete", "unrecorded"):
                SubElement(test, "error", message=_clean(case.error or "no result"))
                continue
            now = f"F1 {_shown(f1(field)(case.row))}"
            SubElement(test, "system-out").text = now
            if before := fallen.get((case.id, field)):
                SubElement(test, "failure", message=f"{now}, {before}")
    if comparison is not None:
        test = SubElement(suite, "testcase", classname="gate", name="verdict")
        if comparison.verdict != "pass":
            kind = "failure" if comparison.verdict == "regression" else "error"
            SubElement(test, kind, message=_clean("; ".join(comparison.reasons)))
    suite.set("tests", str(len(suite)))
    for kind in ("failure", "error"):
        suite.set(f"{kind}s", str(len(suite.findall(f".//{kind}"))))
    indent(root)
    return tostring(root, encoding="unicode") + "\n"


def _shown(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.3f}"


def _clean(words: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(c for c in words if c.isprintable())
