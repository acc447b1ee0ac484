"""The tellings of one harm gathered into one account: repeated, named later, counted in parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from summarizer.rules.casualties.account import (
    GENERIC,
    NOBODY_ELSE,
    Account,
    describes,
    one_name,
)
from summarizer.rules.casualties.rivals import settle
from summarizer.rules.casualties.setting import Setting
from summarizer.rules.casualties.telling import Mention
from summarizer.rules.casualties.victims import Victims


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention, and who says so; None for the article itself."""

    mention: Mention
    speaker: str | None
    headline: bool = False


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
    settle(found[:COMPARED])
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
        headline=telling.headline,
        heads={mention.victims.head},
    )


# ------------------------------------------------------------------ the same people told again


def _same(account: Account, mention: Mention, total: Account | None) -> bool:
    if account.effect != mention.effect:
        return False
    old, new = account.victims, mention.victims
    if account.total is not total and account.total is not None and total is not None:
        return False
    elsewhere = mention.sentence != account.sentences[-1]
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
        return one_name(old, new)
    if old.named or new.named:
        named, plain = (old, new) if old.named else (new, old)
        return describes(plain, named) and (elsewhere or plain.definite)
    if not elsewhere:
        return False
    vague = old.head in NOBODY_ELSE or new.head in NOBODY_ELSE
    return old.head == new.head or (vague and old.head in GENERIC and new.head in GENERIC)


def _alike(account: Account, new: Victims) -> bool:
    return new.head in account.heads or new.head in GENERIC or account.general


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
    if mention.sentence != account.sentences[-1]:
        account.sentences.append(mention.sentence)
    old, new = account.victims, mention.victims
    # A headline has no room for "police said": the first sentence of the body says whose it is.
    if account.headline and telling.speaker is not None:
        account.speaker = telling.speaker
    account.headline = account.headline and telling.headline
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
    return old.head in GENERIC and new.head not in GENERIC and new.low is not None
