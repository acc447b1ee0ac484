"""`summarizer schema`: the JSON schema of a brief, or of what a model is asked for."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer


def schema(
    which: Annotated[
        Literal["brief", "draft"],
        typer.Argument(help="brief: what comes out; draft: what a model is asked for."),
    ] = "brief",
) -> None:
    """Print the JSON schema of a brief, or of a draft."""
    from summarizer.brief import Brief, Draft
    from summarizer.model import wire

    shown = Brief.model_json_schema() if which == "brief" else wire.schema(Draft)
    typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
