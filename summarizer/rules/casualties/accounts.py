"""The tellings of one harm gathered into one account: repeated, named later, raised, or disputed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from summarizer.brief import Effect
from summarizer.rules.casualties.harm import Mention
from summarizer.rules.casualties.setting import Setting
from summarizer.rules.casualties.victims import Victims
from summarizer.rules.vocabulary import classes


@dataclass(eq=False, slots=True)
class Account:
    """One figure of the brief, with every sentence that gives it."""

    effect: Effect
    victims: Victims
    speaker: str | None
    setting: Setting
    sentences: list[int]
    total: Account | None = None
    disputed: bool = False
    toll: bool = False
    heads: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention in its document: who says so, and where, when and how it happened."""

    mention: Mention
    speaker: str | None
    setting: Setting
    contrast: bool
    """It is set against what was said before ("but", "however")."""


_GENERIC: Final = frozenset(
    ("", "person", "other", "victim", "casualty", "body", "individual", "dead", "death", "fatality",
     "life", "corpse", "human", "them", "injury", "soul", "man", "civilian")
)  # fmt: skip


def accounts(tellings: Iterable[Telling]) -> list[Account]:
    """One account a figure, in the order of the first telling; parts after their totals."""
    found: list[Account] = []
    told: dict[int, Account] = {}
    for telling in tellings:
        mention = telling.mention
        total = told.get(id(mention.total)) if mention.total is not None else None
        account = next((a for a in found if _same(a, mention, total)), None)
        if account is None:
            account = _new(telling, total)
            found.append(account)
        else:
            _join(account, telling, total)
        told[id(mention)] = account
        if mention.rising or mention.toll:
            _supersede(found, account, mention)
    _dispute(found)
    return [a for a in found if a.sentences]


def _new(telling: Telling, total: Account | None) -> Account:
    mention = telling.mention
    return Account(
        mention.effect,
        mention.victims,
        telling.speaker,
        telling.setting,
        [mention.sentence],
        total,
        toll=mention.toll,
        heads={mention.victims.head},
    )


def _same(account: Account, mention: Mention, total: Account | None) -> bool:
    if account.effect != mention.effect or not account.sentences:
        return False
    old, new = account.victims, mention.victims
    if account.total is not total and account.total is not None and total is not None:
        return False
    alike = _alike(account, new)
    elsewhere = mention.sentence not in account.sentences
    if old.high == 0 or new.high == 0:
        return old.high == new.high
    if new.low is None and new.high is None:  # "the victims", "peasants"
        return alike and (elsewhere or new.definite)
    if (old.low, old.high) != (new.low, new.high):
        return False
    if old.exact == 1:
        if old.named and new.named:
            return _one_name(account, new)
        if old.named or new.named:
            named, plain = (old, new) if old.named else (new, old)
            return _describes(plain, named) and (elsewhere or plain.definite)
        return elsewhere and (alike or new.definite) and bool(old.head == new.head or new.definite)
    return elsewhere and (alike or new.definite)


def _alike(account: Account, new: Victims) -> bool:
    return new.head in account.heads or new.head in _GENERIC or not (account.heads - _GENERIC)


def _one_name(account: Account, new: Victims) -> bool:
    """Whether two names can be one person's: the words of one are among those of the other."""
    one, other = _given(account.victims), _given(new)
    return bool(one and other) and (one <= other or other <= one)


def _given(who: Victims) -> frozenset[str]:
    """The words of a name without titles, offices and what follows a comma."""
    words = frozenset((who.who or "").split(",")[0].lower().replace("'s", "").split())
    return frozenset(w for w in words if len(w) > 1 and not classes(w)) or words


def _names(who: Victims) -> set[str]:
    words = (who.who or "").replace(",", " ").lower().split()
    return {w.strip(".'’\"") for w in words if len(w) > 2}


def _describes(plain: Victims, named: Victims) -> bool:
    """Whether "the mayor" can be Mayor Ana Ruiz."""
    return plain.head in _names(named) or (plain.definite and plain.head in _GENERIC)


def _join(account: Account, telling: Telling, total: Account | None) -> None:
    mention = telling.mention
    if mention.sentence not in account.sentences:
        account.sentences.append(mention.sentence)
    old, new = account.victims, mention.victims
    if (new.named and not old.named) or (
        old.head in _GENERIC and new.head not in _GENERIC and new.low is not None
    ):
        if not (old.high == 0 or new.who is None):
            account.victims = Victims(
                old.words, old.low, old.high, new.who, new.head, new.named or old.named, old.definite,
                start=old.start,
            )  # fmt: skip
    account.heads.add(new.head)
    if account.total is None and total is not None and total is not account:
        account.total = total
    have = account.setting
    account.setting = Setting(
        have.incident or telling.setting.incident,
        have.where or telling.setting.where,
        have.when or telling.setting.when,
        have.cumulative,
    )


def _supersede(found: list[Account], latest: Account, mention: Mention) -> None:
    """Drops the earlier tolls that a risen one replaces."""
    top = latest.victims.low
    if top is None or not mention.rising:
        return
    for account in found:
        if (
            account is not latest
            and account.effect == latest.effect
            and account.total is None
            and account.toll
            and account.victims.low is not None
            and account.victims.low < top
            and account.speaker == latest.speaker
        ):
            account.sentences.clear()
            for part in found:
                if part.total is account:
                    part.total = latest


def _dispute(found: list[Account]) -> None:
    """Marks figures of one harm that different speakers give."""
    plain = [a for a in found if a.sentences and a.total is None and a.speaker is not None]
    for i, one in enumerate(plain[:40]):
        for other in plain[i + 1 : 40]:
            if (
                one.effect == other.effect
                and one.speaker != other.speaker
                and _disjoint(one.victims, other.victims)
                and (one.heads & other.heads or not ((one.heads | other.heads) - _GENERIC))
                and not one.victims.named
                and not other.victims.named
            ):
                one.disputed = other.disputed = True


def _disjoint(one: Victims, other: Victims) -> bool:
    if one.low is None or other.low is None:
        return False
    return (one.high is not None and one.high < other.low) or (
        other.high is not None and other.high < one.low
    )
