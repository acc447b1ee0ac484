"""What several commands of `summarizer eval` do: choose cases, ask an engine, write reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summarizer.cli.messages import counted, say
from summarizer.errors import ConfigError, InputError

if TYPE_CHECKING:
    from summarizer.evals.case import Case
    from summarizer.evals.gate import Comparison
    from summarizer.evals.results import Engine, RunResult
    from summarizer.evals.run import Ask
    from summarizer.model import LanguageModel

Cases = Annotated[
    Path, typer.Argument(metavar="CASES", help="A folder of cases, e.g. evals/cases/news.")
]
SplitOption = Annotated[Literal["dev", "test", "all"], typer.Option(help="Half of the suite.")]
Only = Annotated[str, typer.Option(metavar="TEXT", help="Cases whose name holds this.")]


def measure(
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
        return chosen, asked(chosen, *room.predictions(predictions), on, concurrency)
    if model in ("rules", room.LEAD):
        return chosen, asked(
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
    result = asked(chosen, ask, engine, on, concurrency, language_model)
    if unused := tape.unused(case.id for case in chosen):
        words = f"{counted(len(unused), 'case')} with recordings that nothing asks for, the first "
        if strict:
            raise InputError(f"{words}{unused[0][0]!r}", hint=f"drop them with: {command}")
        say(f"note: {words}{unused[0][0]!r}")
    return chosen, result


def asked(
    cases: tuple[Case, ...],
    ask: Ask,
    engine: Engine,
    on: tuple[Path, Literal["dev", "test", "all"]],
    concurrency: int,
    language_model: LanguageModel | None = None,
) -> RunResult:
    """One run, with a bar on a terminal, and the model's connections closed."""
    from summarizer.cli.progress import bar
    from summarizer.evals import results
    from summarizer.evals import run as room
    from summarizer.sync import wait_for

    folder, split = on
    suite = results.Suite(name=folder.resolve().name, split=split)

    async def once() -> RunResult:
        try:
            with bar(len(cases), shown=True) as progress:
                return await room.run(
                    cases,
                    ask,
                    engine,
                    suite,
                    concurrency=concurrency,
                    done=lambda _: progress.advance(),
                )
        finally:
            if language_model is not None:
                await language_model.aclose()

    return wait_for(once())


def leave(result: RunResult) -> None:
    """Exit where articles gave no whole result: 4 for missing recordings, 3 for all else."""
    if unrecorded := [case for case in result.cases if case.state == "unrecorded"]:
        say(f"error: {unrecorded[0].error}")
        raise typer.Exit(InputError.exit_code)
    if not result.is_complete:
        raise typer.Exit(3)


def as_json(result: RunResult) -> str:
    from summarizer.evals.results import to_json

    return to_json(result)


def write(
    output: list[Path] | None,
    result: RunResult,
    cases: tuple[Case, ...],
    baseline: RunResult | None = None,
    comparison: Comparison | None = None,
) -> None:
    """Each report in its file; nothing is half written."""
    from summarizer.cli.output import write_whole
    from summarizer.evals.report import report

    for path in output or ():
        text = report(path.suffix.lower(), result, cases, baseline, comparison)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)


def named(output: list[Path] | None) -> list[Path] | None:
    """Files for reports, before anything is asked: ConfigError when a suffix names none."""
    from summarizer.evals.report import SUFFIXES

    for path in output or ():
        if path.suffix.lower() not in SUFFIXES:
            raise ConfigError(
                f"no report is called {path.name!r}", hint=f"end it in one of {', '.join(SUFFIXES)}"
            )
    return output
