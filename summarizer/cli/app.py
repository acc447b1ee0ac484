"""The tree of commands, and `brief` as the one that is meant when none is named."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from summarizer.cli import (
    batch,
    brief,
    cache,
    evals,
    extract,
    models,
    prompts,
    schema,
    status,
    verify,
)
from summarizer.errors import ConfigError

HELP = """A news article in, a structured brief out: who acts, who is bound to what, who was harmed,
and what stays open. Every item cites the sentences it rests on.

\b
  summarizer article.txt              a brief of one article
  summarizer https://example.org/a    of a page
  cat article.txt | summarizer -f md  of what is piped in, as Markdown
"""

EPILOG = """`brief` is meant when no command is named; `summarizer brief --help` lists its options.

Exit codes: 0 done, 1 unsupported statements under --strict, 2 usage or settings, 3 model or
provider, 4 input, 5 a batch with failed rows, 130 interrupted; of several inputs the highest."""


class Commands(TyperGroup):
    """Puts `brief` in front when the first argument is no command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args and not ctx.resilient_parsing:  # which is how a shell asks for completions
            args = ["--help"] if sys.stdin.isatty() else ["brief", "-"]
        own = {flag for parameter in self.get_params(ctx) for flag in parameter.opts}
        if args and args[0] not in own and args[0] not in self.commands:
            self._refuse_misspelt(args[0])
            args = ["brief", *args]
        return super().parse_args(ctx, args)

    def _refuse_misspelt(self, word: str) -> None:
        """A word that is no file and all but a command is not an article that is missing."""
        if word.isalpha() and not Path(word).exists():
            from difflib import get_close_matches

            if meant := get_close_matches(word, self.commands, 1, cutoff=0.75):
                raise ConfigError(f"no such command: {word!r}", hint=f"did you mean {meant[0]!r}?")


app = typer.Typer(
    cls=Commands,
    help=HELP,
    epilog=EPILOG,
    subcommand_metavar="[COMMAND] [FILE|URL|-]...",
    rich_markup_mode=None,  # rich would double the time of --help
    pretty_exceptions_enable=False,  # locals in a traceback may hold a key
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"summarizer {version('summarizer')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass


for _command in (
    brief.brief,
    extract.extract,
    verify.verify,
    models.models,
    status.status,
    schema.schema,
):
    app.command()(_command)
app.add_typer(batch.app, name="batch")
app.add_typer(evals.app, name="eval")
app.add_typer(prompts.app, name="prompts")
app.add_typer(cache.app, name="cache")
