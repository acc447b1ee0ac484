"""The tellings of one harm gathered into one account: repeated, named, raised, or disputed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from summarizer.brief import Effect
from summarizer.rules.casualties.setting import Setting
from summarizer.rules.casualties.telling import Mention
from summarizer.rules.casualties.victims import Victims
from summarizer.rules.vocabulary import classes


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention, and who says so; None for the article itself."""

    mention: Mention
    speaker: str | None


@dataclass(eq=False, slots=True)
class Account:
    """One figure of the brief, with every sentence that gives it."""

    effect: Effect
    victims: Victims
    speaker: str | None
    setting: Setting
    sentences: list[int]
    total: Account | None = None
    toll: bool = False
    passed: bool = False
    disputed: bool = False
    weak: bool = False
    heads: set[str] = field(default_factory=set)
    """Every noun used for these people."""

    @property
    def general(self) -> bool:
        """Whether it counts people of any kind, not soldiers or children."""
        return not self.heads - _GENERIC and not self.victims.named


_NOBODY_ELSE: Final = frozenset(
    ("", "person", "victim", "casualty", "body", "individual", "dead", "death", "fatality", "life",
     "corpse", "human", "injury", "soul", "killed", "wounded", "injured", "missing")
)  # fmt: skip
"""Heads that say nothing of who it is: "one person" may be the man told of before."""
_GENERIC: Final = _NOBODY_ELSE | {"other", "them", "man", "civilian", "toll"}
COMPARED: Final = 40
"""Accounts compared with one another; an article with more of them is a list."""


def accounts(tellings: Iterable[Telling]) -> list[Account]:
    """One account a figure, in the order of the first telling."""
    found: list[Account] = []
    told: dict[int, Account] = {}
    for telling in tellings:
        mention = telling.mention
        total = told.get(id(mention.total)) if mention.total is not None else None
        recent = found[-COMPARED:]
        if mention.share:
            total = _whole(recent, mention)
            if total is None and mention.victims.head == "body":
                continue
        account = next((a for a in recent if _same(a, mention, total)), None)
        if account is None:
            if _is_sum(recent, mention):
                continue
            account = _new(telling, total)
            found.append(account)
        else:
            _join(account, telling, total)
        told[id(mention)] = account
    compared = found[:COMPARED]
    _strengthen(compared)
    _supersede(compared)
    _dispute(compared)
    _fit(compared)
    return [a for a in found if a.sentences]


def _new(telling: Telling, total: Account | None) -> Account:
    mention = telling.mention
    return Account(
        mention.effect,
        mention.victims,
        telling.speaker,
        mention.setting,
        sorted({mention.named_in or mention.sentence, mention.sentence}),
        total,
        toll=mention.toll,
        passed=mention.passed,
        weak=mention.weak,
        heads={mention.victims.head},
    )


# ------------------------------------------------------------------ the same people told again


def _same(account: Account, mention: Mention, total: Account | None) -> bool:
    if account.effect != mention.effect:
        return False
    old, new = account.victims, mention.victims
    if account.total is not total and account.total is not None and total is not None:
        return False
    elsewhere = mention.sentence not in account.sentences
    alike = _alike(account, new)
    if old.high == 0 or new.high == 0:
        return old.high == new.high and (old.who == new.who or alike)
    if new.low is None and new.high is None:  # "the victims", "peasants"
        return alike and total is None and (elsewhere or new.definite)
    if not _agree(old, new):
        return False
    if old.exact == 1 and new.exact == 1:
        return _same_person(account, new, elsewhere=elsewhere)
    return elsewhere and (alike or new.definite)


def _agree(old: Victims, new: Victims) -> bool:
    """Equal intervals, or "168" in a headline for "at least 168"."""
    if (old.low, old.high) == (new.low, new.high):
        return True
    bare = "" in (old.head, new.head) or old.head == new.head
    return bare and old.low == new.low and (old.exact or new.exact or 0) > 1 and (
        old.high is None or new.high is None
    )  # fmt: skip


def _same_person(account: Account, new: Victims, *, elsewhere: bool) -> bool:
    old = account.victims
    if old.named and new.named:
        return _one_name(old, new)
    if old.named or new.named:
        named, plain = (old, new) if old.named else (new, old)
        return _describes(plain, named) and (elsewhere or plain.definite)
    if not elsewhere:
        return False
    vague = old.head in _NOBODY_ELSE or new.head in _NOBODY_ELSE
    return old.head == new.head or (vague and old.head in _GENERIC and new.head in _GENERIC)


def _alike(account: Account, new: Victims) -> bool:
    return new.head in account.heads or new.head in _GENERIC or account.general


def _one_name(old: Victims, new: Victims) -> bool:
    """Whether two names can be one person's: the words of one are among those of the other."""
    one, other = _given(old), _given(new)
    return bool(one and other) and (one <= other or other <= one)


def _given(who: Victims) -> frozenset[str]:
    """The words of a name without titles, offices and what follows a comma."""
    words = frozenset((who.who or "").split(",")[0].lower().replace("'s", "").split())
    return frozenset(w for w in words if len(w) > 1 and not classes(w)) or words


def _describes(plain: Victims, named: Victims) -> bool:
    """Whether "the mayor" can be Mayor Ana Ruiz."""
    words = (named.who or "").replace(",", " ").lower().split()
    return plain.head in words or (plain.definite and plain.head in _GENERIC)


def _whole(found: list[Account], mention: Mention) -> Account | None:
    """The account of which a share is told: the largest of its effect."""
    low = mention.victims.low or 0
    wholes = [
        a for a in found
        if a.effect == mention.effect and a.total is None and (a.victims.low or 0) > low
    ]  # fmt: skip
    return max(wholes, key=lambda a: a.victims.low or 0, default=None)


def _is_sum(found: list[Account], mention: Mention) -> bool:
    """Whether "all three" are those just told of one by one."""
    new = mention.victims
    if not (new.definite and new.exact and new.exact > 1):
        return False
    near = [
        a.victims.exact for a in found
        if a.effect == mention.effect and a.total is None and a.victims.exact
        and mention.sentence - a.sentences[-1] <= 3
    ]  # fmt: skip
    return len(near) > 1 and sum(near) == new.exact


def _join(account: Account, telling: Telling, total: Account | None) -> None:
    mention = telling.mention
    if mention.sentence not in account.sentences:
        account.sentences.append(mention.sentence)
    old, new = account.victims, mention.victims
    if old.exact and new.low == old.low and new.high is None:  # "at least 168" says it better
        account.victims, account.speaker = new, telling.speaker
    elif old.high != 0 and new.who is not None and _says_more(old, new):
        account.victims = replace(old, who=new.who, head=new.head, named=old.named or new.named)
    account.heads.add(new.head)
    account.weak = account.weak and mention.weak
    if account.total is None and total is not None and total is not account:
        account.total = total
    have, more = account.setting, mention.setting
    account.setting = Setting(
        have.incident or more.incident,
        have.where or more.where,
        have.when or more.when,
        have.cumulative,
    )


def _says_more(old: Victims, new: Victims) -> bool:
    if new.named:
        return not old.named
    return old.head in _GENERIC and new.head not in _GENERIC and new.low is not None


# ------------------------------------------------------------------ figures against one another


def _strengthen(found: list[Account]) -> None:
    """Drops what is told of the same people with its outcome: shot, then dead or wounded."""
    for weak in found:
        if weak.weak and any(_outcome(a, weak) for a in found):
            weak.sentences = []


def _outcome(account: Account, weak: Account) -> bool:
    if account.weak or account.effect not in ("killed", "injured") or not account.sentences:
        return False
    one, other = account.victims, weak.victims
    if one.named and other.named:
        return _one_name(one, other)
    if account.heads & weak.heads or account.general or weak.general:
        return other.low is None or one.low == other.low or one.named != other.named
    return one.named != other.named and (_describes(one, other) or _describes(other, one))


def _supersede(found: list[Account]) -> None:
    """Drops figures that a later one of the same voice replaces."""
    for old in found:
        latest = next((a for a in found if a is not old and _replaces(a, old)), None)
        if latest is None:
            continue
        old.sentences = []
        for part in found:
            if part.total is old:
                part.total = latest if part is not latest else None


def _replaces(new: Account, old: Account) -> bool:
    if new.effect != old.effect or not new.sentences or new.total is not None:
        return False
    if old.total is not None or not (new.general and old.general):
        return False
    if old.victims.high == 0:
        # "no deaths" before the first one in a report that goes on
        return (new.victims.low or 0) > 0 and max(old.sentences, default=0) < new.sentences[0]
    low, top = old.victims.low, new.victims.low
    if _vaguely(old, new):
        return True
    if low is None or top is None or low >= top or new.setting.cumulative:
        return False
    if old.passed:
        return True
    if old.toll and new.toll and new.sentences[0] > old.sentences[0]:
        return new.speaker == old.speaker
    return new.speaker == old.speaker is not None and (old.victims.head in ("", "toll") or new.toll)


def _vaguely(old: Account, new: Account) -> bool:
    """Whether "dozens" at the head of a report is the figure that it gives further down."""
    vague, exact = old.victims, new.victims
    if vague.exact is not None or vague.low is None or vague.high is None or old.speaker:
        return False
    inside = exact.low is not None and vague.low <= exact.low <= vague.high
    precise = exact.exact is not None or exact.high is None
    return inside and precise and old.sentences[0] < new.sentences[0] and old.sentences[0] <= 3


def _fit(found: list[Account]) -> None:
    """Lets go of parts that are together more than their total: they overlap, or it is another."""
    left = {id(a): a.victims.high for a in found}
    for part in found:
        if part.total is None:
            continue
        room, low = left.get(id(part.total)), part.victims.low or 0
        if room is None:
            continue
        if low > room:
            part.total = None
        else:
            left[id(part.total)] = room - low


def _dispute(found: list[Account]) -> None:
    """Marks figures of one harm that different speakers give."""
    plain = [a for a in found if a.sentences and a.total is None and a.speaker is not None
             and a.victims.low and not a.setting.cumulative]  # fmt: skip
    for i, one in enumerate(plain):
        for other in plain[i + 1 :]:
            if (
                one.effect == other.effect
                and one.speaker != other.speaker
                and one.victims.low != other.victims.low
                and one.general
                and other.general
                and "other" not in one.heads | other.heads
                and _year(one) == _year(other)
            ):
                one.disputed = other.disputed = True


def _year(account: Account) -> str:
    """The year its words name, or "": another year is another event."""
    words = (account.setting.when or "").split()
    return next((w for w in words if len(w) == 4 and w.isdecimal()), "")
