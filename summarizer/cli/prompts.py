"""`summarizer prompts`: what a model is told, as the files say it."""

from __future__ import annotations

from typing import Annotated

import typer

from summarizer.errors import ConfigError

app = typer.Typer(rich_markup_mode=None, help="Show the prompts that a model is sent.")


@app.callback(invoke_without_command=True)
def prompts(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_()


@app.command("list")
def list_() -> None:
    """List the files, their sizes and their fingerprint."""
    from summarizer.model import prompts

    for name, variables in prompts.VARIABLES.items():
        used = ", ".join(f"${variable}" for variable in sorted(variables)) or "no variables"
        typer.echo(f"{name:8} {len(prompts.text(name)):6,} characters  {used}")
    typer.echo(f"fingerprint {prompts.fingerprint()}  (files and schema together)")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="As `summarizer prompts list` gives it.")],
) -> None:
    """Print one file as it stands."""
    from summarizer.model import prompts

    if name not in prompts.VARIABLES:
        raise ConfigError(
            f"there is no prompt {name!r}", hint=f"there are {', '.join(prompts.VARIABLES)}"
        )
    typer.echo(prompts.text(name))
