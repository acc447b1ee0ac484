"""`summarizer eval`: how good an engine is on labelled articles, and whether a change may land."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from summarizer.cli import eval_labels
from summarizer.cli.eval_runs import (
    Cases,
    Only,
    SplitOption,
    as_json,
    asked,
    leave,
    measure,
    named,
    write,
)
from summarizer.cli.messages import counted, say
from summarizer.errors import ConfigError

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Measure an engine on labelled articles, and gate a change.",
    epilog="Exit codes: 0 pass, 1 regression or flawed cases, 2 usage, 3 inconclusive, "
    "4 input or a missing recording.",
)

Model = Annotated[
    str,
    typer.Option(
        "--model", "-m", help="rules, lead (a baseline), or a model whose replies are recorded."
    ),
]
Predictions = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Another system's outputs: JSON lines with id and brief, draft or error.",
    ),
]
Output = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        callback=named,
        help="Write a report by its suffix: .json (the result), .md, .xml (JUnit), .html. "
        "May be given several times.",
    ),
]
Format = Annotated[
    Literal["text", "md", "json"], typer.Option("--format", "-f", help="What stdout gets.")
]
Concurrency = Annotated[int, typer.Option(metavar="N", min=1, help="Cases at a time.")]


@app.command()
def run(
    cases: Cases,
    model: Model = "rules",
    split: SplitOption = "all",
    only: Only = "",
    predictions: Predictions = None,
    output: Output = None,
    format: Format = "text",
    slots: Annotated[bool, typer.Option("--slots", help="Add the table of slots.")] = False,
    concurrency: Concurrency = 16,
) -> None:
    """Score an engine, or another system's outputs, on CASES."""
    from summarizer.evals.report.tables import run_report

    chosen, result = measure(cases, model, split, only, predictions, concurrency)
    write(output, result, chosen)
    if format == "json":
        typer.echo(as_json(result), nl=False)
    else:
        typer.echo(run_report(result, markdown=format == "md", slots=slots), nl=False)
    leave(result)


@app.command()
def gate(
    cases: Cases,
    model: Model = "rules",
    split: SplitOption = "all",
    only: Only = "",
    predictions: Predictions = None,
    output: Output = None,
    format: Format = "text",
    concurrency: Concurrency = 16,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail on recordings that nothing asks for.")
    ] = False,
) -> None:
    """Run CASES and compare with the accepted baseline; the exit code is the verdict."""
    from summarizer.evals.baseline import read_floors
    from summarizer.evals.gate import EXIT, compare
    from summarizer.evals.places import Places
    from summarizer.evals.report.tables import comparison_report, run_report
    from summarizer.evals.results import read_result

    chosen, result = measure(cases, model, split, only, predictions, concurrency, strict=strict)
    if unreviewed := [case.id for case in chosen if not case.reference.reviewed]:
        raise ConfigError(
            f"{counted(len(unreviewed), 'case')} not reviewed, the first {unreviewed[0]!r}",
            hint="a person reads it against the article and sets `reviewed` to true",
        )
    places = Places(cases)
    path = places.baseline(result.engine.name)
    if not path.exists():
        write(output, result, chosen)
        typer.echo(run_report(result, markdown=format == "md"), nl=False)
        say(
            f"inconclusive: there is no baseline yet; write this run with -o FILE.json, "
            f"then: summarizer eval accept {cases} FILE.json"
        )
        raise typer.Exit(EXIT["inconclusive"])
    baseline = read_result(path)
    whole = split == "all" and not only
    floors = read_floors(places.floors, result.engine.name) if whole else {}
    comparison = compare(baseline, result, floors)
    write(output, result, chosen, baseline, comparison)
    if format == "json":
        typer.echo(as_json(result), nl=False)
    else:
        markdown = format == "md"
        typer.echo(comparison_report(baseline, result, comparison, markdown=markdown))
        typer.echo(run_report(result, markdown=markdown), nl=False)
    if comparison.verdict != "regression":
        leave(result)
    raise typer.Exit(EXIT[comparison.verdict])


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="A result, .json.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="A result, .json.")],
    cases: Annotated[
        Path | None,
        typer.Option(metavar="CASES", help="Score both anew, with today's labels and scorer."),
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="For a CI summary.")] = False,
) -> None:
    """Compare two results article by article; the exit code is the verdict."""
    from summarizer.evals.gate import EXIT
    from summarizer.evals.gate import compare as compared
    from summarizer.evals.report.tables import comparison_report
    from summarizer.evals.results import read_result

    old, new = read_result(before), read_result(after)
    if cases is not None:
        from summarizer.evals.case import load_cases
        from summarizer.evals.run import rescored

        today = load_cases(cases)
        old, new = rescored(old, today), rescored(new, today)
    comparison = compared(old, new)
    typer.echo(comparison_report(old, new, comparison, markdown=markdown), nl=False)
    raise typer.Exit(EXIT[comparison.verdict])


@app.command()
def accept(
    cases: Cases,
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="A complete run, .json.")],
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Though articles, labels or the scorer have changed."),
    ] = False,
) -> None:
    """Make RESULT the baseline of its engine. Floors rise with it, and never fall."""
    from summarizer.cli.output import write_whole
    from summarizer.evals.baseline import raised, read_floors, refuse_unfit, with_floors
    from summarizer.evals.case import load_cases
    from summarizer.evals.places import Places
    from summarizer.evals.results import case_digest, read_result, to_json

    new = read_result(result)
    places = Places(cases)
    path = places.baseline(new.engine.name)
    refuse_unfit(new, read_result(path) if path.exists() else None, replace=replace)
    now = {case.id: case_digest(case) for case in load_cases(cases)}
    if moved := [case.id for case in new.cases if now.get(case.id) != case.digest]:
        raise ConfigError(
            f"{counted(len(moved), 'case')} changed since that run, the first {moved[0]!r}",
            hint="run it again",
        )
    if left_out := sorted(now.keys() - {case.id for case in new.cases}):
        raise ConfigError(
            f"the run lacks {counted(len(left_out), 'case')} of the suite, "
            f"the first {left_out[0]!r}",
            hint="run the whole suite",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    floors = raised(read_floors(places.floors, new.engine.name), new)
    write_whole(places.floors, with_floors(places.floors, new.engine.name, floors))
    write_whole(path, to_json(new))
    say(f"accepted: {path}")


@app.command()
def record(
    cases: Cases,
    model: Annotated[str, typer.Option("--model", "-m", help="SERVER:NAME, or a NAME.")],
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="An OpenAI-compatible server of your own.")
    ] = None,
    split: SplitOption = "all",
    only: Only = "",
    anew: Annotated[
        bool, typer.Option("--anew", help="Ask again what is recorded already.")
    ] = False,
    no_usage: Annotated[
        bool, typer.Option("--no-usage", help="The server's token counts are not real.")
    ] = False,
    concurrency: Concurrency = 16,
    max_cost: Annotated[
        float | None, typer.Option(metavar="USD", help="Send nothing that could cost more.")
    ] = None,
    timeout: Annotated[
        float | None, typer.Option(metavar="SECONDS", help="Patience with one request.")
    ] = None,
) -> None:
    """Ask a model what is not recorded yet, and keep its replies for `run` and `gate`."""
    from summarizer.evals.places import Places
    from summarizer.evals.record import Tape
    from summarizer.evals.report.tables import run_report
    from summarizer.evals.run import recording, select
    from summarizer.settings import Settings, in_ci

    if in_ci():
        raise ConfigError("nothing is recorded where CI is set", hint="record on your own machine")
    chosen = select(cases, split, only)
    settings = Settings.load(
        model=model,
        base_url=base_url,
        cache=False,
        concurrency=concurrency,
        max_cost=max_cost,
        timeout=timeout,
        deadline=timeout,
        temperature=Settings().temperature,
        max_output_tokens=Settings().max_output_tokens,
    )
    tape = Tape(Places(cases).recordings(model))
    ask, engine, language_model = recording(model, tape, settings, usage=not no_usage, anew=anew)
    result = asked(chosen, ask, engine, (cases, split), concurrency, language_model)
    typer.echo(run_report(result), nl=False)
    say(f"recorded in {tape.folder}")
    leave(result)


for _command in (
    eval_labels.check,
    eval_labels.new,
    eval_labels.agreement,
    eval_labels.pairs,
    eval_labels.judges,
    eval_labels.schema,
):
    app.command()(_command)
