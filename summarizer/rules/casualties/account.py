"""One figure of the brief, and whether two noun phrases can be the same people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from summarizer.brief import Effect
from summarizer.rules.casualties.setting import Setting
from summarizer.rules.casualties.victims import Victims
from summarizer.rules.vocabulary import classes

NOBODY_ELSE: Final = frozenset(
    ("", "person", "victim", "casualty", "body", "individual", "dead", "death", "fatality", "life",
     "corpse", "human", "injury", "soul", "killed", "wounded", "injured", "missing")
)  # fmt: skip
"""Heads that say nothing of who it is: "one person" may be the man told of before."""
GENERIC: Final = NOBODY_ELSE | {"other", "them", "man", "civilian", "toll"}


@dataclass(eq=False, slots=True)
class Account:
    """One figure of the brief, with every sentence that gives it."""

    effect: Effect
    victims: Victims
    speaker: str | None
    setting: Setting
    sentences: list[int]
    """Ascending: the article is read from its beginning."""
    total: Account | None = None
    toll: bool = False
    passed: bool = False
    disputed: bool = False
    weak: bool = False
    headline: bool = False
    """Only a headline tells of it so far."""
    heads: set[str] = field(default_factory=set)
    """Every noun used for these people."""

    @property
    def general(self) -> bool:
        """Whether it counts people of any kind, not soldiers or children."""
        return not self.heads - GENERIC and not self.victims.named


def one_name(old: Victims, new: Victims) -> bool:
    """Whether two names can be one person's: the words of one are among those of the other."""
    one, other = _given(old), _given(new)
    return bool(one and other) and (one <= other or other <= one)


def _given(who: Victims) -> frozenset[str]:
    """The words of a name without titles, offices and what follows a comma."""
    words = frozenset((who.who or "").split(",")[0].lower().replace("'s", "").split())
    return frozenset(w for w in words if len(w) > 1 and not classes(w)) or words


def describes(plain: Victims, named: Victims) -> bool:
    """Whether "the mayor" can be Mayor Ana Ruiz."""
    words = (named.who or "").replace(",", " ").lower().split()
    return plain.head in words or (plain.definite and plain.head in GENERIC)
