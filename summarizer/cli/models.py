"""`summarizer models`: what can be used right now, why not, and how to get it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.output import TextOrJson, put_json, wants_json

if TYPE_CHECKING:
    from summarizer.model.servers import ServerStatus

EMBEDDED = "no key, no network, no download; used when no model is named"


def models(
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Ask this server too.")
    ] = None,
    format: TextOrJson = None,
) -> None:
    """Say what is usable now, and what the rest lacks.

    Only servers on this machine and the one of --base-url are asked; no provider is called.
    """
    from summarizer.model.servers import usable
    from summarizer.settings import Settings

    servers = usable(Settings.load(base_url=base_url))
    if wants_json(format):
        put_json([dataclasses.asdict(server) for server in servers])
        return
    typer.echo(f"usable now  rules: the embedded rules engine; {EMBEDDED}")
    for server in servers:
        typer.echo(f"{'usable now' if server.usable else 'not now':11} {described(server)}")
        for name in server.models:
            typer.echo(f"{'':12}  -m {name}")
        if server.how:
            typer.echo(f"{'':12}  {server.how}")


def described(server: ServerStatus) -> str:
    """One line: which server, where, and what it is or lacks."""
    window = f", window {server.context_tokens:,} tokens" if server.context_tokens else ""
    return f"{server.name}: {server.title} at {server.base_url}; {server.why}{window}"
