"""`summarizer batch`: a corpus in, parts of briefs out; and `batch export` of what was made."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from summarizer.cli.batch_progress import Progress, duration
from summarizer.cli.inputs import AllowPrivate, Language
from summarizer.cli.messages import counted, listen, say
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from summarizer.batch.run import Job, Report, Runner
    from summarizer.settings import Settings

ROWS_FAILED = 5
INTERRUPTED = 130
ROWS_OF_A_BATCH = 2_000
"""Sent in one file to a Batch API; as many articles are in memory."""


class _Batch(TyperGroup):
    """Runs a batch unless a command is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or args[0] not in self.commands:
            args = ["run", *(args or ["--help"])]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Batch,
    rich_markup_mode=None,
    help="Make a brief of each article of a folder or a file of rows.",
)


@app.command()
def run(
    source: Annotated[
        str,
        typer.Argument(
            metavar="INPUT", help="Folder, glob, .jsonl, .parquet, or - (JSONL on stdin)."
        ),
    ],
    output: Annotated[
        Path, typer.Argument(metavar="OUTPUT", help="A folder; a run goes on where it stopped.")
    ],
    model: Annotated[
        str | None,
        typer.Option("--model", "-m", help="rules, or SERVER:NAME; `summarizer models` lists."),
    ] = None,
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="An OpenAI-compatible server of your own.")
    ] = None,
    concurrency: Annotated[
        int | None, typer.Option(metavar="N", help="Requests in flight at most, over all workers.")
    ] = None,
    rpm: Annotated[int | None, typer.Option(metavar="N", help="Requests a minute.")] = None,
    tpm: Annotated[int | None, typer.Option(metavar="N", help="Tokens a minute.")] = None,
    max_cost: Annotated[
        float | None,
        typer.Option(metavar="USD", help="A ceiling for the run, resumed sessions included."),
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try the rows that failed again.")
    ] = False,
    language: Language = None,
    allow_private: AllowPrivate = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Ask the model even where its answer is known.")
    ] = False,
    via: Annotated[
        Literal["openai-batch"] | None,
        typer.Option(help="Through the provider's Batch API: half the price, within a day."),
    ] = None,
    runner: Annotated[
        Literal["local", "ray"], typer.Option(help="Processes here, or actors of a Ray cluster.")
    ] = "local",
    ray_address: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Of the cluster, or auto; by default one made here."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Processes; by default one, for rules all cores."),
    ] = None,
    part_rows: Annotated[int, typer.Option(metavar="N", min=1, help="Rows in one file.")] = 200,
    parts: Annotated[
        Literal["jsonl", "parquet"], typer.Option(help="How finished parts are written.")
    ] = "jsonl",
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Make 20 rows, say what all will cost, and stop.")
    ] = False,
    progress: Annotated[
        Literal["auto", "jsonl", "none"],
        typer.Option(help="A line on a terminal; events for programs; nothing."),
    ] = "auto",
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")
    ] = False,
) -> None:
    """Make a brief of each article of INPUT; `summarizer batch export --help` takes them out.

    Ctrl-C lets the requests in flight end; the same command goes on from there.
    """
    from summarizer.batch import run as session
    from summarizer.batch.rows import Reading

    listen(quiet=quiet, verbose=False)
    if output.resolve().is_relative_to(Path(source).resolve()):
        raise ConfigError(
            f"the output {str(output)!r} lies in its own input {source!r}",
            hint="name a folder elsewhere: a batch would read its own parts",
        )
    settings = _settings(
        model=model,
        base_url=base_url,
        concurrency=concurrency or (ROWS_OF_A_BATCH if via else None),
        requests_per_minute=rpm,
        tokens_per_minute=tpm,
        max_cost=max_cost,
        cache=False if no_cache else None,
    )
    job = session.Job(
        source,
        output,
        settings,
        Reading(language, allow_private),
        retry_failed,
        part_rows,
        via,
        parts,
    )
    if via and settings.uses_rules:
        raise ConfigError(f"--via {via} is for a language model", hint="name one with -m")
    if parts == "parquet":
        from summarizer.batch import tables

        tables.arrow()  # or say at once that it is missing
    if estimate:
        _estimate(job, workers or _workers(settings))
        return
    shown = Progress("none" if quiet else progress)
    with shown.interruptible():
        report = session.perform(
            job, _runner(runner, ray_address), workers or _workers(settings), shown.watching
        )
    shown.clear()
    if not quiet:
        _summary(report)
    if not report.complete:
        raise typer.Exit(INTERRUPTED)
    if report.total.failed:
        raise typer.Exit(ROWS_FAILED)


@app.command()
def export(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="The folder of a batch.")],
    format: Annotated[
        Literal["jsonl", "csv", "parquet"] | None,
        typer.Option(
            "--format",
            "-f",
            help="Records (jsonl, parquet), or event rows (csv); by the suffix of -o, or jsonl.",
        ),
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="By default, stdout.")
    ] = None,
    only: Annotated[
        Literal["brief", "unsupported", "failed"] | None,
        typer.Option(help="Rows in this state alone."),
    ] = None,
    run: Annotated[
        str | None, typer.Option(metavar="NAME", help="An earlier run of this folder.")
    ] = None,
) -> None:
    """Take out what a batch made: all records, or one row for each casualty, commitment, actor
    and question, with the sentences cited."""
    from summarizer.batch import export as room

    suffix = to.suffix.lower()[1:] if to else ""
    form: room.Form = format or ("csv" if suffix == "csv" else "jsonl")
    if format is None and suffix == "parquet":
        form = "parquet"
    if form == "parquet" and to is None:
        raise ConfigError("Parquet cannot go to stdout", hint="name a file: -o FILE.parquet")
    found, parts, all_parts = room.finished(output, run)
    records = room.only(found, only)
    if to is not None:
        say(f"{counted(room.write(records, form, to), 'row')} in {str(to)!r}")
    else:
        room.put(records, form, sys.stdout)
    if parts < all_parts:
        say(f"note: the run is not complete: {parts:,} of {all_parts:,} parts are exported")


def _estimate(job: Job, workers: int) -> None:
    from dataclasses import asdict

    from summarizer.batch.estimate import estimate
    from summarizer.cli.output import put_json, wants_json
    from summarizer.sync import wait_for

    found = wait_for(estimate(job, workers))
    if wants_json(None):
        put_json(asdict(found))
        return
    cost = "at a price that is unknown (give input_price and output_price)"
    if found.cost is not None:
        margin = "" if found.margin is None else f" ± {found.margin:.2f}"
        cost = f"for ${found.cost:.2f}{margin}"
    typer.echo(
        f"{counted(found.rows, 'row')} {cost}, about {duration(found.seconds)}; "
        f"{found.input_tokens:,} tokens in, {found.output_tokens:,} out"
    )
    spent = "" if not found.spent else f", for ${found.spent:.4f}"
    typer.echo(
        f"judged by {counted(found.sampled, 'row')}{spent}: {found.failed} failed, "
        f"{found.remembered} remembered"
    )


def _settings(**chosen: Any) -> Settings:
    from summarizer.settings import Settings

    settings = Settings.load(**chosen)
    if settings.uses_rules and settings.base_url is not None:
        raise ConfigError(
            f"no model is named for the server {settings.base_url!r}",
            hint="add -m NAME; `summarizer models --base-url URL` lists what it serves",
        )
    return settings


def _runner(name: Literal["local", "ray"], address: str | None) -> Runner:
    from summarizer.batch import cluster, local

    if name == "ray":
        return cluster.Ray(address)
    if address is not None:
        raise ConfigError("--ray-address is for another runner", hint="add --runner ray")
    return local.run


def _workers(settings: Settings) -> int:
    """A process a core for the rules; one for a model, so that all its calls share one limit."""
    import os

    return len(os.sched_getaffinity(0)) if settings.uses_rules else 1


def _summary(report: Report) -> None:
    total = report.total
    made = f"{counted(total.brief, 'brief')}, {total.unsupported:,} with unsupported statements"
    say(f"{total.rows:,} of {counted(report.rows, 'row')}: {made}, {total.failed:,} failed")
    if total.requests or total.remembered:
        cost = "cost unknown" if report.spent is None else f"${report.spent:.4f}"
        say(
            f"{counted(total.requests, 'request')}, {total.input_tokens:,} tokens in, "
            f"{total.output_tokens:,} out, {cost}; {total.remembered:,} remembered"
        )
    if total.failed:
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in sorted(total.failures.items()))
        say(
            f"failed: {kinds}; `summarizer batch export --only failed` says why, "
            "--retry-failed tries again"
        )
    if not report.complete:
        say("not complete: the same command goes on from here")
    say(f"in {str(report.folder)!r}")
