"""The commands of `summarizer eval` about labels: cases, annotators, judges."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.eval_runs import Cases, SplitOption
from summarizer.cli.inputs import Published, day
from summarizer.cli.messages import counted, say
from summarizer.errors import ConfigError


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


def judges(
    judgements: Annotated[Path, typer.Argument(metavar="FILE", help="Judged pairs, JSON lines.")],
    cases: Annotated[
        Path | None, typer.Option(metavar="CASES", help="The suite, when --split is given.")
    ] = None,
    split: SplitOption = "all",
    markdown: Annotated[bool, typer.Option("--markdown", help="For a document.")] = False,
) -> None:
    """How far the scorer's pairs agree with readers' verdicts on them."""
    from summarizer.evals.items import FIELDS
    from summarizer.evals.judgements import agreement as agreed
    from summarizer.evals.judgements import read_judgements
    from summarizer.evals.report.tables import judges_report
    from summarizer.evals.run import select

    judged = read_judgements(judgements)
    if split != "all":
        if cases is None:
            raise ConfigError("--split needs --cases", hint="--cases evals/cases/news")
        half = {case.id for case in select(cases, split)}
        judged = [judgement for judgement in judged if judgement.case in half]
    found = {field: agreed(judged, field) for field in FIELDS}
    typer.echo(judges_report(found, markdown=markdown), nl=False)


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


def schema() -> None:
    """The JSON schema of a reference, for editors."""
    from summarizer.cli.output import put_json
    from summarizer.evals.case import case_schema

    put_json(case_schema())
