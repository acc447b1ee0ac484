"""The run that others are measured against, and the floors under it: both are committed files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from summarizer.errors import ConfigError, InputError
from summarizer.evals.items import FIELDS
from summarizer.evals.results import RunResult, not_comparable
from summarizer.evals.summary import summarise


def floor_scores(result: RunResult) -> dict[str, tuple[float, float]]:
    """Headline and fields with half the width of their intervals, as floors are set from."""
    summary = summarise(result)
    intervals = {"headline": summary.interval} | {
        str(name): summary.fields[name].interval for name in FIELDS
    }
    return {name: (i.value, i.value - i.low) for name, i in intervals.items() if i is not None}


def raised(floors: Mapping[str, float], result: RunResult) -> dict[str, float]:
    """The floors after accepting a run: its scores less half the interval, and never lower than
    before. Slow drift, each step within the margin, ends here."""
    new = {name: round(value - half, 4) for name, (value, half) in floor_scores(result).items()}
    return {name: max(new.get(name, 0.0), floors.get(name, 0.0)) for name in {**floors, **new}}


def read_floors(path: Path, engine: str) -> dict[str, float]:
    """The floors of one engine; none without a file."""
    if not path.exists():
        return {}
    try:
        values = json.loads(path.read_text("utf-8")).get(engine, {})
        return {str(name): float(value) for name, value in values.items()}
    except (ValueError, AttributeError, TypeError):
        raise InputError(f"{str(path)!r} holds no floors: names and numbers by engine") from None


def with_floors(path: Path, engine: str, floors: Mapping[str, float]) -> str:
    """The text of the file at `path` with the floors of one engine replaced."""
    everything = json.loads(path.read_text("utf-8")) if path.exists() else {}
    everything[engine] = dict(sorted(floors.items()))
    return json.dumps(dict(sorted(everything.items())), indent=1) + "\n"


def refuse_unfit(result: RunResult, baseline: RunResult | None, *, replace: bool) -> None:
    """ConfigError when a run must not become the baseline."""
    if not result.is_complete:
        raise ConfigError("an incomplete run cannot become the baseline", hint="run it again")
    if baseline is not None and not replace and (why := not_comparable(baseline, result)):
        raise ConfigError(
            f"this run was not made on what the baseline was made on: {why}",
            hint="--replace starts anew from this run; the floors stay",
        )
    if baseline is not None and not replace and len(result.cases) < len(baseline.cases):
        raise ConfigError(
            f"the run has {len(result.cases)} articles, the baseline {len(baseline.cases)}",
            hint="run the whole suite; --replace when it has become smaller",
        )
