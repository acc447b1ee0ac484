"""`summarizer extract`: the numbered sentences of an article, without any model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.cli.inputs import AllowPrivate, Language, Published, code, day
from summarizer.cli.output import TextOrJson, put_json, wants_json

if TYPE_CHECKING:
    from summarizer.document import Document


def extract(
    source: Annotated[str, typer.Argument(metavar="FILE|URL|-", help="The article.")],
    format: TextOrJson = None,
    published: Published = None,
    language: Language = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Print the numbered sentences of an article.

    With their offsets in its text; no model is called."""
    from summarizer.load import load

    document = load(
        source, published=day(published), language=code(language), allow_private=allow_private
    )
    if wants_json(format):
        put_json(_facts(document))
        return
    for sentence in document.sentences:
        start, end = sentence.span
        note = "" if sentence.kind == "body" else f" ({sentence.kind})"
        typer.echo(f"[{sentence.number}] {start}-{end}{note} {' '.join(sentence.text.split())}")


def _facts(document: Document) -> dict[str, Any]:
    return {
        "digest": document.digest,
        "title": document.title,
        "url": document.url,
        "published": document.published and document.published.isoformat(),
        "language": document.language,
        "warnings": document.warnings,
        "text": document.text,
        "sentences": [
            {
                "number": sentence.number,
                "start": sentence.span.start,
                "end": sentence.span.end,
                "kind": sentence.kind,
                "text": sentence.text,
            }
            for sentence in document.sentences
        ],
    }
