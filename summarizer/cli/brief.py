"""`summarizer brief`, the command that is meant when none is named: a brief for each input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summarizer.cli.inputs import AllowPrivate, Language, Published, code, day
from summarizer.cli.messages import complain, counted, listen, say
from summarizer.cli.output import Output, put_json
from summarizer.cli.progress import bar
from summarizer.cli.usage import Spent
from summarizer.errors import ConfigError, SummarizerError

if TYPE_CHECKING:
    from summarizer.brief import Brief
    from summarizer.document import Document
    from summarizer.settings import Settings

Format = Literal["text", "md", "json", "jsonl", "yaml", "html"] | None


def brief(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE|URL|-]...", help=".txt .md .html .pdf .docx, URL, - stdin."),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", "-m", help="rules, or SERVER:NAME; `summarizer models` lists."),
    ] = None,
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="An OpenAI-compatible server of your own.")
    ] = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="text on a terminal, json when piped.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A file; a folder for several inputs."),
    ] = None,
    published: Published = None,
    language: Language = None,
    allow_private: AllowPrivate = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 when the article does not bear all out.")
    ] = False,
    usage: Annotated[
        bool, typer.Option("--usage", help="Requests, tokens and cost on stderr.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what a model would be sent; send nothing.")
    ] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Ask the model even where its answer is known.")
    ] = False,
    max_cost: Annotated[
        float | None, typer.Option(metavar="USD", help="Send nothing that could cost more.")
    ] = None,
    timeout: Annotated[
        float | None, typer.Option(metavar="SECONDS", help="Patience with one request.")
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="One line on stderr for each brief made.")
    ] = False,
) -> None:
    """Make a brief of each article (the default)."""
    from summarizer.settings import Settings
    from summarizer.sync import wait_for

    listen(quiet=quiet, verbose=verbose)
    if not inputs and sys.stdin.isatty():
        raise ConfigError(
            "no article is named", hint="give a file, a URL, or - to type or paste one"
        )
    sources = inputs or ["-"]
    settings = Settings.load(
        model=model,
        base_url=base_url,
        cache=False if no_cache else None,
        max_cost=max_cost,
        timeout=timeout,
    )
    reading = _Reading(day(published), code(language), allow_private)
    if dry_run:
        for source in sources:
            _show_request(wait_for(reading.document(source)), settings)
        return
    if settings.uses_rules and model is None:
        _check_that_rules_are_meant(settings, quiet)
    to = Output.choose(format, output, sources)
    run = _Run(settings, reading, to, quiet=quiet, verbose=verbose)
    wait_for(run.make(sources))
    if usage:
        say(run.spent.sentence())
    if strict and run.unsupported:
        say(
            f"strict: {counted(run.unsupported, 'statement')} not borne out; `unsupported` says why"
        )
        run.exit_code = max(run.exit_code, 1)
    if run.exit_code:
        raise typer.Exit(run.exit_code)


def _check_that_rules_are_meant(settings: Settings, quiet: bool) -> None:
    """Say that no model was named; ConfigError when a server was."""
    if settings.base_url is not None:
        raise ConfigError(
            f"no model is named for the server {settings.base_url!r}",
            hint="add -m NAME; `summarizer models --base-url URL` lists what it serves",
        )
    if not quiet:
        say(
            "note: no language model is configured, so the embedded rules engine reads; "
            "`summarizer models` says how to use one"
        )


@dataclass(frozen=True, slots=True)
class _Reading:
    """How inputs are read."""

    published: date | None
    language: str | None
    allow_private: bool

    async def document(self, source: str) -> Document:
        from summarizer.load import aload

        return await aload(
            source,
            published=self.published,
            language=self.language,
            allow_private=self.allow_private,
        )


@dataclass
class _Run:
    """One run over all inputs, and what is known at its end."""

    settings: Settings
    reading: _Reading
    output: Output
    quiet: bool
    verbose: bool
    exit_code: int = 0
    unsupported: int = 0
    spent: Spent = field(default_factory=Spent)

    async def make(self, sources: Sequence[str]) -> None:
        """Make all briefs, several at a time, and put them out in the order of the inputs."""
        import asyncio

        from summarizer import pipeline

        async with pipeline.engine_for(self.settings) as engine:
            room = asyncio.Semaphore(self.settings.concurrency)

            async def one(source: str) -> tuple[Document, Brief] | SummarizerError:
                async with room:
                    try:
                        document = await self.reading.document(source)
                        made = await pipeline.brief(document, engine, repairs=self.settings.repairs)
                    except SummarizerError as error:
                        return error  # one bad input does not stop the others
                return document, made

            tasks = [asyncio.create_task(one(source)) for source in sources]
            waiting = not self.quiet and (len(sources) > 1 or not self.settings.uses_rules)
            try:
                with bar(len(tasks), shown=waiting) as progress:
                    for source, task in zip(sources, tasks, strict=True):
                        outcome = await task
                        with progress.aside():
                            self._take(source, outcome, several=len(sources) > 1)
            finally:
                for task in tasks:
                    task.cancel()

    def _take(
        self, source: str, outcome: tuple[Document, Brief] | SummarizerError, *, several: bool
    ) -> None:
        if isinstance(outcome, SummarizerError):
            complain(outcome, about=source if several else None)
            self.exit_code = max(self.exit_code, outcome.exit_code)
            return
        from summarizer.render import render

        document, made = outcome
        self.output.put(
            render(
                made,
                self.output.format,
                document=document,
                color=self.output.color,
                width=self.output.width,
            ),
            source,
        )
        self.unsupported += len(made.unsupported)
        self.spent.add(made.provenance)
        if self.verbose:
            say(_line(source, made))


def _line(source: str, made: Brief) -> str:
    counts = (
        f"{kind} {len(items)}"
        for kind, items in (
            ("actors", made.actors),
            ("commitments", made.commitments),
            ("casualties", made.casualties),
            ("questions", made.questions),
            ("unsupported", made.unsupported),
        )
    )
    by = made.provenance
    return (
        f"{source!r}: {made.source.sentences} sentences, {', '.join(counts)}; "
        f"{by.engine} {by.model}{', remembered' if by.cached else ''}"
    )


def _show_request(document: Document, settings: Settings) -> None:
    """What a model would be sent for this document, as one JSON object."""
    from summarizer.brief import Draft
    from summarizer.model import prompts, wire

    messages = prompts.opening(document, prompts.boundary(document))
    request = {
        "model": settings.model,
        "prompt": prompts.fingerprint(),
        "messages": messages,
        "schema": wire.schema(Draft),
    }
    put_json(request)
