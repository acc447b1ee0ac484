"""A run, or two runs side by side, as tables: plain text, or Markdown for a CI summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from summarizer.evals.gate import Comparison, Difference
from summarizer.evals.items import FIELDS, Field
from summarizer.evals.judgements import Agreement
from summarizer.evals.results import RunResult
from summarizer.evals.score import VERDICTS
from summarizer.evals.statistics import Interval
from summarizer.evals.summary import FieldSummary, Rate, Summary, summarise

Table = Sequence[Sequence[str]]
_MARKS = {"pass": "✓ pass", "regression": "✗ regression", "inconclusive": "? inconclusive"}
_MOST_CHANGES = 40


def run_report(result: RunResult, *, markdown: bool = False, slots: bool = False) -> str:
    """Every score with its interval and its n."""
    summary = summarise(result)
    prompt = f", prompt {result.engine.prompt}" if result.engine.prompt else ""
    title = (
        f"{result.engine.name}{prompt} on {result.suite.name} ({result.suite.split}): "
        f"{summary.articles} articles, {summary.events} events"
    )
    parts = [
        _heading(title, markdown),
        *_trouble(result),
        _table(_scores(summary), markdown),
        _list(_facts(summary), markdown),
    ]
    if slots:
        parts.append(_table(list(_slots(summary)), markdown))
    return "\n\n".join(part for part in parts if part) + "\n"


def _scores(summary: Summary) -> Table:
    rows = [["", "F1", "95 %", "P", "R", "detected", "strict", "predicted", "reference", "n"]]
    whole = summary.headline
    rows.append(
        [
            "headline",
            _number(whole["soft"]),
            _bounds(summary.interval),
            "",
            "",
            _number(whole["detection"]),
            _number(whole["strict"]),
            "",
            "",
            str(summary.articles),
        ]
    )
    for field in FIELDS:
        one = summary.fields[field]
        soft = one.ratios["soft"]
        rows.append(
            [
                field,
                _number(soft.f1),
                _bounds(one.interval),
                _number(soft.precision),
                _number(soft.recall),
                _number(one.ratios["detection"].f1),
                _number(one.ratios["strict"].f1),
                f"{one.predicted:,}",
                f"{one.reference:,}",
                str(summary.articles),
            ]
        )
    return rows


def _facts(summary: Summary) -> Iterator[str]:
    yield f"citations suffice for {_rate(summary.citation_recall)} of the matched items"
    yield f"needed among the sentences cited: {_rate(summary.citation_precision)}"
    why = ", ".join(f"{name} {number}" for name, number in summary.reasons.items())
    yield f"refused by grounding: {_rate(summary.refused)} of the statements" + (
        f" ({why})" if why else ""
    )
    for field in FIELDS:
        one = summary.fields[field]
        if one.abstention.of:
            yield f"{field}: left empty where nothing is to be found: {_rate(one.abstention)}"
        if one.merged or one.split:
            yield f"{field}: {one.merged} merged, {one.split} split"


def _slots(summary: Summary) -> Iterator[list[str]]:
    """MUC's categories of every slot of the matched pairs."""
    yield ["slot", *VERDICTS]
    for field in FIELDS:
        for name, counts in summary.fields[field].slots.items():
            yield [f"{field}.{name}", *(f"{counts[verdict]:,}" for verdict in VERDICTS)]


_COUNTED = {
    "failed": "an empty answer",
    "unrecorded": "before its repair, so there is no headline",
    "incomplete": "nothing, so there is no headline",
}


def _trouble(result: RunResult) -> Iterator[str]:
    for state, counts in _COUNTED.items():
        told = [f"{case.id}: {case.error}" for case in result.cases if case.state == state]
        if told:
            yield f"{len(told)} {state}, counted as {counts}: {'; '.join(told)}"


# ------------------------------------------------------------------ two runs


def comparison_report(
    before: RunResult, after: RunResult, comparison: Comparison, *, markdown: bool = False
) -> str:
    """The verdict, why, and what has changed article by article."""
    title = f"{_MARKS[comparison.verdict]}: {_named(after)} against {_named(before)}"
    parts = [_heading(title, markdown), _list(comparison.reasons, markdown)]
    if comparison.fields:
        rows = [["", "before", "after", "Δ", "bounds", "p", "detectable", "n"]]
        rows.append(["headline", *_difference(comparison.headline)])
        rows.extend([field, *_difference(comparison.fields[field])] for field in FIELDS)
        parts.append(_table(rows, markdown))
    if comparison.changes:
        shown = comparison.changes[:_MOST_CHANGES]
        rows = [["article", "field", "before", "after"]]
        rows.extend([c.case, c.field, _number(c.before), _number(c.after)] for c in shown)
        parts.append(_table(rows, markdown))
        if len(comparison.changes) > len(shown):
            parts.append(f"and {len(comparison.changes) - len(shown)} more changes")
    return "\n\n".join(part for part in parts if part) + "\n"


def _named(result: RunResult) -> str:
    prompt = f" (prompt {result.engine.prompt})" if result.engine.prompt else ""
    return result.engine.name + prompt


def _difference(one: Difference) -> list[str]:
    seen = one.interval
    return [
        _number(one.before),
        _number(one.after),
        f"{seen.value:+.3f}" if seen else "–",
        f"{seen.low:+.3f} to {seen.high:+.3f}" if seen else "–",
        _chance(one.p),
        f"{one.detectable:.3f}" if one.detectable is not None else "–",
        str(seen.n) if seen else "–",
    ]


def _chance(p: float | None) -> str:
    if p is None:
        return "–"
    return f"{p:.3f}" if p >= 0.001 else "< 0.001"


def agreement_report(title: str, summary: Summary, *, markdown: bool = False) -> str:
    """How far two annotators agree, one taken as the prediction of the other."""
    rows = [["", "F1", "95 %", "detected", "strict", "items of one", "of the other"]]
    whole = summary.headline
    rows.append(
        [
            "headline",
            _number(whole["soft"]),
            _bounds(summary.interval),
            _number(whole["detection"]),
            _number(whole["strict"]),
            "",
            "",
        ]
    )
    rows.extend([field, *_agreed(summary.fields[field])] for field in FIELDS)
    return f"{_heading(title, markdown)}\n\n{_table(rows, markdown)}\n"


def _agreed(one: FieldSummary) -> list[str]:
    return [
        _number(one.ratios["soft"].f1),
        _bounds(one.interval),
        _number(one.ratios["detection"].f1),
        _number(one.ratios["strict"].f1),
        f"{one.predicted:,}",
        f"{one.reference:,}",
    ]


def judges_report(agreements: Mapping[Field, Agreement], *, markdown: bool = False) -> str:
    """The matcher beside the judges, field by field."""
    rows = [["", "pairs", "judges κ", "matcher κ", "precision", "recall", "AUC"]]
    for field, one in agreements.items():
        values = (one.judges, one.matcher, one.precision, one.recall, one.auc)
        rows.append([field, str(one.pairs), *map(_number, values)])
    return _table(rows, markdown) + "\n"


# ------------------------------------------------------------------ writing


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _bounds(interval: Interval | None) -> str:
    return "–" if interval is None else f"{interval.low:.3f} to {interval.high:.3f}"


def _rate(rate: Rate) -> str:
    if rate.value is None or rate.bounds is None:
        return "– (0 of 0)"
    low, high = rate.bounds
    return f"{rate.value:.3f} ({rate.count:,} of {rate.of:,}, {low:.3f} to {high:.3f})"


def _heading(words: str, markdown: bool) -> str:
    return f"### {words}" if markdown else words


def _list(lines: Sequence[str] | Iterator[str], markdown: bool) -> str:
    return "\n".join(f"{'- ' if markdown else ''}{line}" for line in lines)


def _table(rows: Table, markdown: bool) -> str:
    """The first column left, the others right; the first row is the head."""
    if markdown:
        head, *rest = rows
        rule = ["---", *["---:"] * (len(head) - 1)]
        return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rest))
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
