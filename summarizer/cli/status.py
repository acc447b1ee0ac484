"""`summarizer status`: the settings in force and where things are kept; never a secret."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import typer

from summarizer.cli.models import described
from summarizer.cli.output import TextOrJson, put_json, wants_json

if TYPE_CHECKING:
    from summarizer.settings import Settings


def status(
    format: TextOrJson = None,
) -> None:
    """Show the settings in force; never a key."""
    from importlib.metadata import version

    from summarizer.brief import SCHEMA_VERSION
    from summarizer.model import prompts
    from summarizer.model.servers import usable
    from summarizer.settings import Settings

    settings = Settings.load()
    servers = [server for server in usable(settings) if server.usable]
    facts = {
        "version": version("summarizer"),
        "schema_version": SCHEMA_VERSION,
        "prompt": prompts.fingerprint(),
        "usable": ["rules", *(server.name for server in servers)],
        "settings": _settings(settings),
    }
    if wants_json(format):
        put_json(facts)
        return
    typer.echo(
        f"summarizer {facts['version']}, brief schema {SCHEMA_VERSION}, prompt {facts['prompt']}"
    )
    typer.echo("usable now: rules (embedded)")
    for server in servers:
        typer.echo(f"usable now: {described(server)}")
    for name, value in _settings(settings).items():
        typer.echo(f"  {name:20} {'-' if value is None else value}")


def _settings(settings: Settings) -> dict[str, Any]:
    """Each setting and its value, fit to be shown to anybody."""
    values: dict[str, Any] = {}
    for field in dataclasses.fields(settings):
        value = getattr(settings, field.name)
        if field.name == "api_key":
            value = "set" if value else "not set"
        values[field.name] = str(value) if field.name.endswith("_path") else value
    return values
