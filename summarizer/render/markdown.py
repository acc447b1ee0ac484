"""A brief as GitHub-flavoured Markdown, in which nothing an article says can act as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.brief import Brief
from summarizer.render.entries import Entry
from summarizer.render.outline import Outline, Refusal, outline

_ADDRESS = re.compile(r"(?<![\w.+-])(?:[\w.+-]*@[\w.-]*\w)+")
_MARKUP = re.compile(
    r"[\\`*_\[\]|~$#]"  # code, emphasis, links, tables, strike-through, mathematics, headings
    r"|:(?=[^\s\d])"  # addresses and :emoji:
    r"|(?<=\bwww)\."  # addresses without a scheme
    r"|^[-+=]|(?:(?<=^\d)|(?<=^\d\d)|(?<=^\d\d\d)|(?<=^\d\d\d\d))[.)]",  # lists, underlines
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?=#?\w+;)")


def markdown(brief: Brief) -> str:
    """The brief as a Markdown document whose evidence marks link to the sentences at its end."""
    told = outline(brief)
    return "\n\n".join(filter(None, _Writer(told.digest[:4]).blocks(told)))


def escape(words: str) -> str:
    """One line of text, written so that Markdown shows it and does nothing else with it."""
    written, position = [], 0
    # E-mail addresses and @names become code: GitHub links them even when they are escaped.
    for address in _ADDRESS.finditer(words):
        written += [_escape(words[position : address.start()]), f"`{address.group()}`"]
        position = address.end()
    return "".join(written) + _escape(words[position:])


def _escape(words: str) -> str:
    words = _ENTITY.sub("&amp;", words)
    # Entities, since some renderers do not honour a backslash before a tag.
    words = words.replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(lambda found: "\\" + found.group(), words)


class _Writer:
    """Writes the parts of one brief; `prefix` keeps its anchors apart from those of another."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def blocks(self, told: Outline) -> Iterable[str]:
        yield f"# {escape(told.headline.text)}{self.marks(told.headline.cites)}"
        yield " · ".join(filter(None, (_article(told), *map(escape, told.about))))
        yield "\n".join(f"> **Warning:** {escape(w)}  " for w in told.warnings)
        for section in told.sections:
            if section.kind == "summary":
                for entry in section.entries:
                    yield escape(entry.text) + self.marks(entry.cites)
                continue
            yield f"## {section.title}"
            yield "\n".join(line for e in section.entries for line in self.entry(e))
        yield f"*{told.absent}*" if told.absent else ""
        yield from self.refusals("Not borne out", told.refused)
        yield from self.refusals("Put right by the repair", told.repaired)
        if told.sentences:
            yield "## Evidence"
        for number, sentence in told.sentences.items():
            yield f'<a id="{self.prefix}-{number}"></a>**{number}** {escape(sentence)}'
        yield "---"
        yield f"*{' · '.join(map(escape, (*told.made, f'article {told.digest}')))}*"

    def entry(self, entry: Entry, indent: str = "") -> Iterable[str]:
        says = f"**{escape(entry.lead)}**"
        if entry.text:
            says += entry.joint + ("**not** " if entry.negated else "") + escape(entry.text)
        if entry.badges:
            says += f" *({', '.join(entry.badges)})*"
        if entry.speaker:
            says += f" — {escape(entry.speaker)}"
        says += self.marks(entry.cites)
        if entry.notes:
            notes = (f"{n.label}: " * bool(n.label) + escape(n.text) for n in entry.notes)
            says += f"\\\n{indent}  " + " · ".join(notes)
        yield f"{indent}- {says}"
        for part in entry.parts:
            yield from self.entry(part, indent + "  ")

    def refusals(self, title: str, refusals: tuple[Refusal, ...]) -> Iterable[str]:
        if refusals:
            yield f"## {title}"
            yield "\n".join(map(_refusal, refusals))

    def marks(self, cites: tuple[int, ...]) -> str:
        return "".join(f" [[{number}]](#{self.prefix}-{number})" for number in cites)


def _refusal(refusal: Refusal) -> str:
    where = ", ".join(filter(None, (refusal.kind, escape(refusal.field))))
    gist = f"~~{escape(refusal.gist)}~~ " if refusal.gist else ""
    return f"- *{where}:* {gist}{escape(refusal.message)} *({refusal.reason})*"


def _article(told: Outline) -> str:
    name = escape(told.title or told.url)
    if not told.href:
        return name
    # Within <…> only these end the address or the line; `clean` has removed the line breaks.
    address = told.href.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
    return f"[{name}](<{address.replace(chr(92), '%5C')}>)"
