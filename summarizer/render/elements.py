"""HTML that cannot be injected into: text is escaped unless an element here made it."""

from __future__ import annotations

from html import escape


class Html(str):
    """A string that is HTML already."""

    __slots__ = ()


def element(name: str, *children: str, **attributes: str | None) -> Html:
    """`<name …>children</name>`; None leaves an attribute out, `class_` and `aria_label` lose
    their underscores. Text and values are escaped, `Html` children are taken as they are."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: str, between: str = "") -> Html:
    """The children as one piece of HTML, text escaped."""
    pieces = (c if isinstance(c, Html) else escape(c) for c in children if c)
    return Html(escape(between).join(pieces))
