"""A brief in the form its reader wants: for a terminal, a page, a document, or a program."""

from __future__ import annotations

from summarizer.brief import Brief
from summarizer.document import Document
from summarizer.errors import ConfigError, InputError

FORMATS: tuple[str, ...] = ("text", "md", "json", "jsonl", "yaml", "html")


def render(
    brief: Brief,
    format: str,
    *,
    document: Document | None = None,
    color: bool = False,
    width: int = 88,
) -> str:
    """The brief as text in one of FORMATS, with no line break at the end.

    `document` is the article the brief is about, which "html" shows beside it; `color` and `width`
    (in columns) concern "text" alone. ConfigError on another format, InputError when the document
    is missing or is not the one the brief was made from.
    """
    # Each format brings its own library; a caller pays for the one that is used.
    if format == "text":
        from summarizer.render import terminal

        return terminal.text(brief, color=color, width=width)
    if format == "md":
        from summarizer.render import markdown

        return markdown.markdown(brief)
    if format == "json":
        from summarizer.render import jsons

        return jsons.indented(brief)
    if format == "jsonl":
        from summarizer.render import jsons

        return jsons.line(brief)
    if format == "yaml":
        from summarizer.render import yamls

        return yamls.block(brief)
    if format == "html":
        from summarizer.render import html

        if document is None:
            raise InputError(
                "an HTML page shows the article, and there is none",
                hint="Give the document the brief was made from.",
            )
        return html.page(brief, document)
    raise ConfigError(f"no such format: {format!r}", hint=f"Use one of {', '.join(FORMATS)}.")
