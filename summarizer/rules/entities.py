"""Those an article speaks of, each with everything it says of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from summarizer import names
from summarizer.names.forms import name_words
from summarizer.rules.kinds import Kind, Mention


@dataclass(slots=True, eq=False)
class Entity:
    """Everything the article says of one person, body, country or place."""

    number: int
    mentions: list[Mention] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    """How it is named, most telling form first decided by `name`; offices and demonyms apart."""
    kinds: Counter[Kind] = field(default_factory=Counter)
    roles: list[str] = field(default_factory=list)
    offices: Counter[str] = field(default_factory=Counter)
    """Offices and common nouns that stand for it: "the president", "the ministry"."""
    country: str | None = None
    nominal: bool = False
    """It is never named, only called by a common noun."""
    carrier: bool = False
    weak: bool = False
    """A common noun that refers to nobody in particular ("the board")."""
    keys: list[tuple[str, ...]] = field(default_factory=list)
    """Its names as sequences of folded words, the first few."""
    fullest: str | None = None
    """The name, once the forms are all known."""

    @property
    def kind(self) -> Kind | None:
        """The kind most of its mentions agree on; None when nothing says."""
        best: Kind | None = None
        for kind, weight in self.kinds.items():
            if best is None or weight > self.kinds[best]:
                best = kind
        return best

    @property
    def name(self) -> str:
        """The fullest form in the article; "" when it is never named."""
        if self.fullest is None:
            self.fullest = self._fullest() if self.forms else ""
        return self.fullest

    def _fullest(self) -> str:
        return max(self.forms, key=lambda form: (_fullness(form, self.kind), self.forms[form]))


def _fullness(form: str, kind: Kind | None) -> tuple[int, int]:
    words = name_words(form)
    # Of a country's forms the plain name reads best, not "US" nor "State of Qatar".
    if kind == "state":
        canonical = names.country(form)
        return (2 if canonical and form.lower() == canonical.lower() else int(len(words) > 1), 0)
    return (len(words), len(form))
