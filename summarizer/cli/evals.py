"""`summarizer eval`: how good an engine is on labelled articles, and whether a change may land."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summarizer.cli.inputs import Published, day
from summarizer.cli.messages import counted, say
from summarizer.errors import ConfigError, InputError

if TYPE_CHECKING:
    from summarizer.evals.case import Case
    from summarizer.evals.gate import Comparison
    from summarizer.evals.results import RunResult

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Measure an engine on labelled articles, and gate a change.",
    epilog="Exit codes: 0 pass, 1 regression or flawed cases, 2 usage, 3 inconclusive, "
    "4 input or a missing recording.",
)

Cases = Annotated[
    Path, typer.Argument(metavar="CASES", help="A folder of cases, e.g. evals/cases/news.")
]
Model = Annotated[
    str,
    typer.Option(
        "--model", "-m", help="rules, lead (a baseline), or a model whose replies are recorded."
    ),
]
SplitOption = Annotated[Literal["dev", "test", "all"], typer.Option(help="Half of the suite.")]
Only = Annotated[str, typer.Option(metavar="TEXT", help="Cases whose name holds this.")]
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

    chosen, result = _measure(cases, model, split, only, predictions, concurrency)
    _write(output, result, chosen)
    if format == "json":
        typer.echo(_json(result), nl=False)
    else:
        typer.echo(run_report(result, markdown=format == "md", slots=slots), nl=False)
    _leave(result)


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

    chosen, result = _measure(cases, model, split, only, predictions, concurrency, strict=strict)
    if unreviewed := [case.id for case in chosen if not case.reference.reviewed]:
        raise ConfigError(
            f"{counted(len(unreviewed), 'case')} not reviewed, the first {unreviewed[0]!r}",
            hint="a person reads it against the article and sets `reviewed` to true",
        )
    places = Places(cases)
    path = places.baseline(result.engine.name)
    if not path.exists():
        _write(output, result, chosen)
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
    _write(output, result, chosen, baseline, comparison)
    if format == "json":
        typer.echo(_json(result), nl=False)
    else:
        markdown = format == "md"
        typer.echo(comparison_report(baseline, result, comparison, markdown=markdown))
        typer.echo(run_report(result, markdown=markdown), nl=False)
    if comparison.verdict != "regression":
        _leave(result)
    raise typer.Exit(EXIT[comparison.verdict])


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="A result, .json.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="A result, .json.")],
    markdown: Annotated[bool, typer.Option("--markdown", help="For a CI summary.")] = False,
) -> None:
    """Compare two results article by article; the exit code is the verdict."""
    from summarizer.evals.gate import EXIT
    from summarizer.evals.gate import compare as compared
    from summarizer.evals.report.tables import comparison_report
    from summarizer.evals.results import read_result

    old, new = read_result(before), read_result(after)
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
    from summarizer.evals.baseline import raised, read_floors, refuse_unfit, write_floors
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
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(to_json(new), "utf-8")
    floors = raised(read_floors(places.floors, new.engine.name), new)
    write_floors(places.floors, new.engine.name, floors)
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
    result = _asked(chosen, ask, engine, (cases, split), concurrency, language_model)
    typer.echo(run_report(result), nl=False)
    say(f"recorded in {tape.folder}")
    _leave(result)


@app.command()
def check(cases: Cases) -> None:
    """Find malformed and self-contradictory references; exit 1 when there are any."""
    from summarizer.evals.case import load_cases
    from summarizer.evals.check import check_case

    found = load_cases(cases)
    flaws = [flaw for case in found for flaw in check_case(case)]
    for flaw in flaws:
        typer.echo(f"{flaw.case}: {flaw.where}: {flaw.message}")
    unreviewed = sum(not case.reference.reviewed for case in found)
    typer.echo(
        f"{counted(len(found), 'case')}, {counted(len(flaws), 'flaw')}, {unreviewed} not reviewed"
    )
    if flaws:
        raise typer.Exit(1)


@app.command()
def agreement(
    first: Annotated[Path, typer.Argument(metavar="FIRST", help="A folder of CASE.yaml.")],
    second: Annotated[Path, typer.Argument(metavar="SECOND", help="Another annotator's.")],
    all_items: Annotated[
        bool, typer.Option("--all-items", help="Optional items count like any other.")
    ] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="For a document.")] = False,
) -> None:
    """How far two annotators agree, by the same scorer: the ceiling of every engine."""
    from summarizer.evals.agreement import agreement as agreed
    from summarizer.evals.report.tables import agreement_report
    from summarizer.evals.summary import summarise

    summary = summarise(agreed(first, second, all_items=all_items))
    title = f"{second.name} against {first.name}: {counted(summary.articles, 'article')}"
    typer.echo(agreement_report(title, summary, markdown=markdown), nl=False)


@app.command()
def judges(
    judgements: Annotated[Path, typer.Argument(metavar="FILE", help="Judged pairs, JSON lines.")],
    only: Only = "",
    markdown: Annotated[bool, typer.Option("--markdown", help="For a document.")] = False,
) -> None:
    """How far the scorer's pairs agree with readers' verdicts on them."""
    from summarizer.evals.items import FIELDS
    from summarizer.evals.judgements import agreement as agreed
    from summarizer.evals.judgements import read_judgements
    from summarizer.evals.report.tables import judges_report

    judged = [j for j in read_judgements(judgements) if only in j.case]
    found = {field: agreed(judged, field) for field in FIELDS}
    typer.echo(judges_report(found, markdown=markdown), nl=False)


@app.command()
def pairs(
    results: Annotated[list[Path], typer.Argument(metavar="RESULT...", help="Runs, .json.")],
    cases: Annotated[Path, typer.Option(metavar="CASES", help="The suite they were made on.")],
    each: Annotated[int, typer.Option(metavar="N", min=1, help="Pairs of each field.")] = 100,
) -> None:
    """Pairs of real results to be judged by readers who do not see how alike the scorer finds
    them: JSON lines, to which `verdicts` are added."""
    from summarizer.evals.case import load_cases
    from summarizer.evals.judgements import sample
    from summarizer.evals.results import read_result

    for pair in sample([read_result(path) for path in results], load_cases(cases), each):
        typer.echo(pair.model_dump_json(exclude_defaults=True))


@app.command()
def new(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="File, URL or -.")],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Of the case, e.g. mine/fire.")],
    model: Annotated[
        str | None, typer.Option("--model", "-m", help="Whose draft to begin from.")
    ] = None,
    base_url: Annotated[str | None, typer.Option(metavar="URL")] = None,
    published: Published = None,
) -> None:
    """Begin a case from an engine's draft, unreviewed until a person says otherwise."""
    from summarizer.evals.new import begin
    from summarizer.load import load
    from summarizer.pipeline import summarize
    from summarizer.settings import Settings

    document = load(article, published=day(published))
    settings = Settings.load(model=model, base_url=base_url)
    path = begin(folder, document, summarize(document, settings=settings))
    say(f"correct {path}, then set `reviewed` to true")


@app.command()
def schema() -> None:
    """The JSON schema of a reference, for editors."""
    from summarizer.cli.output import put_json
    from summarizer.evals.case import case_schema

    put_json(case_schema())


# ------------------------------------------------------------------ plumbing


def _measure(
    folder: Path,
    model: str,
    split: Literal["dev", "test", "all"],
    only: str,
    predictions: Path | None,
    concurrency: int,
    *,
    strict: bool = False,
) -> tuple[tuple[Case, ...], RunResult]:
    """The cases chosen, and a run over them by whatever was named."""
    from summarizer.evals import run as room
    from summarizer.evals.places import Places

    chosen = room.select(folder, split, only)
    on = (folder, split)
    if predictions is not None:
        return chosen, _asked(chosen, *room.predictions(predictions), on, concurrency)
    if model in ("rules", room.LEAD):
        return chosen, _asked(
            chosen, *(room.rules() if model == "rules" else room.lead()), on, concurrency
        )
    from summarizer.evals.record import Tape

    tape = Tape(Places(folder).recordings(model))
    if not tape.folder.is_dir():
        raise InputError(
            f"there are no recordings of {model!r} in {str(tape.folder)!r}",
            hint=f"make them with: summarizer eval record {folder} -m {model} --base-url URL",
        )
    command = f"summarizer eval record {folder} -m {model} --base-url URL"
    ask, engine, language_model = room.replayed(model, tape, command)
    result = _asked(chosen, ask, engine, on, concurrency, language_model)
    if unused := tape.unused(case.id for case in chosen):
        words = f"{counted(len(unused), 'case')} with recordings that nothing asks for, the first "
        if strict:
            raise InputError(f"{words}{unused[0][0]!r}", hint=f"drop them with: {command}")
        say(f"note: {words}{unused[0][0]!r}")
    return chosen, result


def _asked(
    cases: tuple[Case, ...],
    ask: object,
    engine: object,
    on: tuple[Path, Literal["dev", "test", "all"]],
    concurrency: int,
    language_model: object = None,
) -> RunResult:
    """One run, with a bar on a terminal, and the model's connections closed."""
    from typing import cast

    from summarizer.cli.progress import bar
    from summarizer.evals import results
    from summarizer.evals import run as room
    from summarizer.model import LanguageModel
    from summarizer.sync import wait_for

    folder, split = on
    suite = results.Suite(name=folder.resolve().name, split=split)

    async def once() -> RunResult:
        try:
            with bar(len(cases), shown=True) as progress:
                return await room.run(
                    cases,
                    cast("room.Ask", ask),
                    cast("results.Engine", engine),
                    suite,
                    concurrency=concurrency,
                    done=lambda _: progress.advance(),
                )
        finally:
            if isinstance(language_model, LanguageModel):
                await language_model.aclose()

    return wait_for(once())


def _leave(result: RunResult) -> None:
    """Exit where articles gave no whole result: 4 for missing recordings, 3 for all else."""
    if unrecorded := [case for case in result.cases if case.state == "unrecorded"]:
        say(f"error: {unrecorded[0].error}")
        raise typer.Exit(InputError.exit_code)
    if not result.is_complete:
        raise typer.Exit(3)


def _json(result: RunResult) -> str:
    from summarizer.evals.results import to_json

    return to_json(result)


def _write(
    output: list[Path] | None,
    result: RunResult,
    cases: tuple[Case, ...],
    baseline: RunResult | None = None,
    comparison: Comparison | None = None,
) -> None:
    """Each report in its file; nothing is half written."""
    from summarizer.evals.report import write

    for path in output or ():
        write(path, result, cases, baseline, comparison)
