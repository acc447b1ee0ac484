"""`summarizer verify`: any brief, whoever made it, checked against its article, offline."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.cli.inputs import AllowPrivate
from summarizer.cli.messages import counted, say
from summarizer.cli.output import TextOrJson, put_json, wants_json
from summarizer.errors import InputError

if TYPE_CHECKING:
    from summarizer.brief import Brief


def verify(
    brief: Annotated[str, typer.Argument(metavar="BRIEF", help="A brief as JSON; - is stdin.")],
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="File, URL or -.")],
    format: TextOrJson = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Check a finished brief against its article.

    Offline, whoever made it; exit 1 when anything is not borne out."""
    from summarizer.grounding import verify as check
    from summarizer.load import load

    checked = _read(brief)
    document = load(
        article,
        # What the brief's maker knew, so that deadlines count from the same day.
        published=checked.source.published,
        language=checked.source.language,
        allow_private=allow_private,
    )
    refused = check(checked, document)
    same = checked.source.digest == document.digest
    if not same:
        say(
            f"warning: {article!r} is not the text this brief was made from "
            f"(its digest is {document.digest[:12]}, the brief's {checked.source.digest[:12]})"
        )
    report: dict[str, Any] = {
        "items": _items(checked),
        "same_text": same,
        "unsupported": [problem.model_dump(mode="json") for problem in refused],
    }
    if wants_json(format):
        put_json(report)
    else:
        for problem in refused:
            at = f".{problem.field}" if problem.field else ""
            place = f"{problem.kind}[{problem.index}]{at}"
            typer.echo(f"{place}: {problem.message} ({problem.reason})")
        typer.echo(
            f"{counted(report['items'], 'item')} checked, {counted(len(refused), 'problem')}"
        )
    if refused:
        raise typer.Exit(1)


def _read(path: str) -> Brief:
    """The brief in this file; InputError when it is none, or one of another schema version."""
    import json

    from pydantic import ValidationError

    from summarizer.brief import SCHEMA_VERSION, Brief

    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"cannot read the brief {path!r}: {error.strerror}") from error
    try:
        values = json.loads(raw)
    except ValueError:
        raise InputError(
            f"the brief {path!r} is not JSON", hint="make one with: summarizer -f json ARTICLE"
        ) from None
    version = values.get("schema_version") if isinstance(values, dict) else None
    try:
        made = Brief.model_validate_json(raw)
    except ValidationError as error:
        if version not in (None, SCHEMA_VERSION):
            raise _other_version(path, version) from None
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise InputError(
            f"{path!r} is no brief: {where}: {first['msg']}",
            hint="`summarizer schema brief` prints what a brief must be",
        ) from None
    if made.schema_version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise _other_version(path, made.schema_version)
    return made


def _other_version(path: str, version: object) -> InputError:
    from summarizer.brief import SCHEMA_VERSION

    return InputError(
        f"the brief {path!r} has schema version {version!r}, and this release reads "
        f"{SCHEMA_VERSION!r}",
        hint="verify it with the release that made it",
    )


def _items(brief: Brief) -> int:
    lists = (brief.summary, brief.actors, brief.commitments, brief.casualties, brief.questions)
    return sum(map(len, lists)) + (brief.headline is not None)
