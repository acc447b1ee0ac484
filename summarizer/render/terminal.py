"""A brief for a terminal: quiet, wrapped to the width, readable without colour."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from summarizer.brief import Brief
from summarizer.render.entries import Entry
from summarizer.render.outline import Outline, Refusal, outline

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

# The sixteen colours of the terminal's own theme: readable on light and on dark backgrounds.
_COLOURS = {
    "headline": "",
    "summary": "",
    "actor": "blue",
    "commitment": "magenta",
    "casualty": "red",
    "question": "yellow",
    "position": "yellow",
}
_QUIET = "bright_black"
_NARROWEST = 24


def text(brief: Brief, *, color: bool, width: int) -> str:
    """The brief as lines of at most `width` columns; ANSI colours only where `color` is true."""
    from rich.console import Console

    width = max(width, _NARROWEST)
    console = Console(
        file=io.StringIO(),
        width=width,
        height=25,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        legacy_windows=False,
    )
    sheet = _Sheet(console, width)
    sheet.brief(outline(brief))
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]  # the StringIO above
    return "\n".join(line.rstrip() for line in lines)


class _Sheet:
    """Paragraphs with a hanging indent on a console."""

    def __init__(self, console: Console, width: int) -> None:
        self.console = console
        self.width = width

    def put(self, *pieces: tuple[str, str], mark: str = "", indent: int = 0) -> None:
        """One paragraph of (words, style) pieces, its first line led by `mark`."""
        from rich.text import Text

        body = Text.assemble(*pieces)
        hang = indent + len(mark)
        room = max(self.width - hang, _NARROWEST // 2)
        for number, line in enumerate(body.wrap(self.console, room)):
            line.rstrip()
            lead = " " * indent + mark if number == 0 else " " * hang
            # Not `Text + Text`: the sum would paint the whole line in the style of its first part.
            self._print(Text.assemble((lead, _QUIET), line))

    def gap(self) -> None:
        self._print("")

    def title(self, words: str, style: str) -> None:
        self.gap()
        self.put((words.upper(), f"bold {style}".strip()))

    def _print(self, line: Text | str) -> None:
        self.console.print(line, no_wrap=True, overflow="ignore", crop=False, highlight=False)

    # -------------------------------------------------------------- the parts of a brief

    def brief(self, told: Outline) -> None:
        headline = told.headline
        self.put((headline.text, "bold"), _marks(headline))
        title = told.title if told.title != headline.text else ""
        self.put((" · ".join(filter(None, (title, *told.about, told.url))), _QUIET))
        if told.warnings:
            self.gap()
        for warning in told.warnings:
            self.put((warning, "yellow"), mark="! ")
        for section in told.sections:
            if section.kind == "summary":
                self.gap()
                for entry in section.entries:
                    self.put((entry.text, ""), _marks(entry))
                continue
            self.title(section.title, _COLOURS[section.kind])
            for entry in section.entries:
                self.entry(entry)
        if told.absent:
            self.gap()
            self.put((told.absent, _QUIET))
        self.refusals("Not borne out", told.refused)
        self.refusals("Put right by the repair", told.repaired)
        if told.sentences:
            self.title("Evidence", "")
            digits = max(len(str(n)) for n in told.sentences)
            for number, sentence in told.sentences.items():
                self.put((sentence, ""), mark=f"[{number}] ".rjust(digits + 3))
        self.gap()
        self.put((" · ".join((*told.made, f"article {told.digest}")), _QUIET))

    def entry(self, entry: Entry, indent: int = 0) -> None:
        colour = _COLOURS[entry.kind]
        lead = colour if entry.minor or indent else f"bold {colour}"
        says = [(entry.lead, lead)]
        if entry.text:
            says += [(entry.joint, ""), ("NOT " if entry.negated else "", "bold"), (entry.text, "")]
        if entry.badges:
            badges = f" ({', '.join(entry.badges)})"
            says.append((badges, "bold" if "disputed" in entry.badges else _QUIET))
        if entry.speaker:
            says.append((f" — {entry.speaker}", "italic"))
        self.put(*says, _marks(entry), mark="- " if indent else "• ", indent=indent)
        if entry.notes:
            notes = " · ".join(f"{n.label}: {n.text}" if n.label else n.text for n in entry.notes)
            self.put((notes, _QUIET), indent=indent + 2)
        for part in entry.parts:
            self.entry(part, indent + 2)

    def refusals(self, title: str, refusals: tuple[Refusal, ...]) -> None:
        if not refusals:
            return
        self.title(title, "")
        for refusal in refusals:
            where = f"{refusal.kind}, {refusal.field}" if refusal.field else refusal.kind
            marks = "".join(f" [{n}]" for n in refusal.cites)
            self.put((f"{where}: ", _QUIET), (refusal.gist, ""), (marks, _QUIET), mark="× ")
            self.put((f"{refusal.message} ({refusal.reason})", _QUIET), indent=2)


def _marks(entry: Entry) -> tuple[str, str]:
    return "".join(f" [{number}]" for number in entry.cites), _QUIET
