"""Figures of one harm against one another: told better, raised, disputed, or too large a part."""

from __future__ import annotations

from summarizer.rules.casualties.account import Account, describes, one_name


def settle(found: list[Account]) -> None:
    """Marks disputed figures and empties the accounts that others replace."""
    _strengthen(found)
    _supersede(found)
    _dispute(found)
    _fit(found)


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
        return one_name(one, other)
    if account.heads & weak.heads or account.general or weak.general:
        return other.low is None or one.low == other.low or one.named != other.named
    return one.named != other.named and (describes(one, other) or describes(other, one))


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
                and (
                    (one.general and other.general)
                    or _toll_of(one, other, plain)
                    or _same_people(one, other)
                )
                and "other" not in one.heads | other.heads
                and _year(one) == _year(other)
            ):
                one.disputed = other.disputed = True


def _same_people(one: Account, other: Account) -> bool:
    """ "Two soldiers", says the army; "15 soldiers", says the radio of the rebels."""
    where, there = one.setting.where, other.setting.where
    apart = where is not None and there is not None and where != there
    several = min(one.victims.high or 2, other.victims.high or 2) > 1
    return bool(one.heads & other.heads - {""}) and several and not apart


def _toll_of(one: Account, other: Account, plain: list[Account]) -> bool:
    """Is one a toll ("put the dead at six") and the other the largest figure it could be of
    ("four workers were killed")?"""
    toll, figure = (one, other) if one.toll else (other, one)
    if not toll.toll or not toll.general or figure.toll:
        return False
    figures = [a.victims.low or 0 for a in plain if a.effect == figure.effect and a is not toll]
    return figure.victims.low == max(figures, default=0)


def _year(account: Account) -> str:
    """The year its words name, or "": another year is another event."""
    words = (account.setting.when or "").split()
    return next((w for w in words if len(w) == 4 and w.isdecimal()), "")
