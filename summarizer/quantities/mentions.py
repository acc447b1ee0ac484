"""Mentions of quantities: an amount with the words that bound it, and what it measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from summarizer.lexicons import table, words
from summarizer.quantities.numerals import (
    CARDINALS,
    ORDINALS,
    VAGUE,
    Amount,
    amount,
    parts,
    touching,
    word_at,
)
from summarizer.tokens import Token
from summarizer.tokens import tokens as tokenize

Kind = Literal["count", "ordinal", "percent", "money", "measure", "age", "date", "time"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A mention: `text[start:end] == words`; `min`..`max`, None where no bound is set."""

    start: int
    end: int
    words: str
    min: int | None
    max: int | None
    approximate: bool
    kind: Kind
    unit: str | None = None
    """Canonical unit of a measure, money or percent: "kilometre", "$"."""
    decimals: tuple[str, str] | None = None
    """The bounds as decimals when they are not whole ("12.5"); min and max then enclose them."""


class _Mention(NamedTuple):
    """A quantity in tokens: `first`..`last` (exclusive), before it is given its offsets."""

    first: int
    last: int
    low: Decimal | None
    high: Decimal | None
    approximate: bool
    kind: Kind
    unit: str | None = None


_UNITS = table("units")
_MONTHS = table("months")
_NUMBERED = words("numbered")
_PERSONS = words("persons")
_DETERMINERS = frozenset(
    {"the", "this", "that", "which", "every", "each", "any", "another", "only"}
)
_ONE_STOPS = frozenset(
    "another that who which can could must should would may might has had".split()
)
_ZERO_NOUN_REACH = 4
_SYMBOLS = frozenset("$€£¥₹₽₩₺₴₪₦₱")


def _bounds() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Bounding phrases by their last word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, (effect,) in table("bounds").items():
        pieces = tuple(phrase.split())
        found.setdefault(pieces[-1], []).append((pieces, effect))
    for phrases in found.values():
        phrases.sort(key=lambda entry: -len(entry[0]))
    return found


_BOUNDS = _bounds()
_STARTS = (
    frozenset(CARDINALS) | frozenset(VAGUE) | frozenset(ORDINALS)
    | {"half", "couple", "pair", "score", "no", "none", "nobody", "no-one", "not", "without"}
)  # fmt: skip


def quantities(text: str, tokens: Sequence[Token] | None = None) -> list[Quantity]:
    """Every quantity in `text`, in order, not overlapping; bounds belong to their span.

    `tokens` may be those of the whole text or of a stretch of it; offsets refer to `text`.
    """
    tokens = tokenize(text) if tokens is None else tokens
    found: list[Quantity] = []
    free = 0
    for index in [
        n
        for n, token in enumerate(tokens)
        if token.lower in _STARTS
        or token.lower[0].isdecimal()
        or ("-" in token.lower and token.lower.partition("-")[0] in _STARTS)
    ]:
        if index < free:
            continue
        mention = _mention(tokens, index, free)
        if mention is None:
            continue
        free = mention.last
        found.append(_quantity(text, tokens, mention))
    return found


def parse(words: str) -> Quantity | None:
    """The count in a phrase a person wrote ("at least 40", "no one", "a man"); None without a number."""
    tokens = tokenize(words)
    found = quantities(words, tokens)
    for quantity in found:
        if quantity.kind == "count":
            return quantity
    first = word_at(tokens, 0)
    if first == "no":
        return _quantity(words, tokens, _Mention(0, 1, Decimal(0), Decimal(0), False, "count"))
    if found and found[0].kind == "date" and found[0].words.strip().isdecimal():
        number = int(found[0].words)
        return Quantity(
            found[0].start, found[0].end, found[0].words, number, number, False, "count"
        )
    phrase = " ".join(token.lower for token in tokens[:4])
    if first in _INDEFINITE or phrase.startswith(_INDEFINITE_PHRASES):
        return _quantity(words, tokens, _Mention(0, len(tokens), None, None, False, "count"))
    if first == "both":
        return _quantity(words, tokens, _Mention(0, 1, Decimal(2), Decimal(2), False, "count"))
    if first in ("a", "an", "another", "his", "her") and not _COLLECTIVE.intersection(
        token.lower for token in tokens
    ):
        return _quantity(words, tokens, _Mention(0, 1, Decimal(1), Decimal(1), False, "count"))
    return None


_INDEFINITE = frozenset("some many numerous countless unknown multiple various".split())
_INDEFINITE_PHRASES = (
    "a number of", "a large number of", "a small number of", "an unknown number",
    "an unspecified number", "an undetermined number", "a lot of", "large numbers",
)  # fmt: skip
_COLLECTIVE = frozenset(
    "family group crowd number team crew lot majority minority population generation".split()
)


def _quantity(text: str, tokens: Sequence[Token], mention: _Mention) -> Quantity:
    start, end = tokens[mention.first].start, tokens[mention.last - 1].end
    low, high = mention.low, mention.high
    decimals = None
    if any(bound is not None and bound != bound.to_integral_value() for bound in (low, high)):
        decimals = (str(low), str(high))
    return Quantity(
        start,
        end,
        text[start:end],
        None if low is None else int(low.to_integral_value("ROUND_FLOOR")),
        None if high is None else int(high.to_integral_value("ROUND_CEILING")),
        mention.approximate,
        mention.kind,
        mention.unit,
        decimals,
    )


def _mention(tokens: Sequence[Token], index: int, free: int) -> _Mention | None:
    """The quantity whose first number stands at `index`; nothing before `free` belongs to it."""
    word = tokens[index].lower
    if word in ("no", "none", "nobody", "no-one", "not", "without"):
        return _zero(tokens, index)
    if word in ORDINALS or parts(word)[-1] in ORDINALS:
        return _ordinal(tokens, index)
    if word[0].isdecimal():
        special = (
            _date(tokens, index, free) or _time(tokens, index) or _ordinal_digits(tokens, index)
        )
        if special:
            return special
    if word == "one" and not _counts_one(tokens, index):
        return None
    read = _pair_or_score(tokens, index) or amount(tokens, index)
    if read is None:
        return None
    first = index
    before = word_at(tokens, index - 1)
    if word == "few" and before not in ("a", "few"):
        return None
    if word == "couple" and before not in ("a", "another", "last", "next"):
        return None
    if index > free and before in ("a", "an") and (word in _AFTER_ARTICLE):
        first -= 1
    elif index > free and before == "many" and read.vague:
        first -= 1
    read = _range(tokens, first, read)
    return _classified(tokens, first, free, read)


_AFTER_ARTICLE = frozenset(
    "hundred thousand million billion trillion dozen couple pair score few handful half lakh crore".split()
)


def _classified(tokens: Sequence[Token], first: int, free: int, read: Amount) -> _Mention:
    last, low, high, approximate = read.end, read.low, read.high, read.approximate
    suffix, last = _suffix(tokens, last)
    kind, unit, last, first = _kind(tokens, first, last, free, read)
    effects = [suffix] if suffix else []
    for _ in range(2):
        effect, at = _prefix(tokens, first, free)
        if effect == "above" and not read.digits and (high < 10 or unit in _SPANS):
            break
        if effect:
            effects.append(effect)
            first = at
    result_low: Decimal | None = low
    result_high: Decimal | None = high
    if "about" in effects:
        approximate = True
    bound = next((effect for effect in effects if effect != "about"), None)
    step = 1 if kind == "count" else 0
    if bound == "least":
        result_high = None
    elif bound == "above":
        result_low, result_high = (low if read.vague else low + step), None
    elif bound == "most":
        result_low = Decimal(0)
    elif bound == "below":
        result_low, result_high = Decimal(0), (high if read.vague else max(low - step, Decimal(0)))
    return _Mention(first, last, result_low, result_high, approximate, kind, unit)


_SPANS = frozenset("minute hour day night week month year decade".split())


def _prefix(tokens: Sequence[Token], first: int, free: int) -> tuple[str | None, int]:
    """The bounding phrase that ends just before `first`: its effect and where it starts."""
    for phrase, effect in _BOUNDS.get(word_at(tokens, first - 1), ()):
        at = first - len(phrase)
        if at >= free and all(tokens[at + n].lower == word for n, word in enumerate(phrase)):
            return effect, at
    return None, first


def _suffix(tokens: Sequence[Token], last: int) -> tuple[str | None, int]:
    """What bounds a number from behind: "or more", "-plus", "+", "or so"."""
    word, following = word_at(tokens, last), word_at(tokens, last + 1)
    if word == "or" and following in _OR:
        return _OR[following], last + 2
    if word == "+" and touching(tokens, last):
        return "above", last + 1
    if word == "plus" and touching(tokens, last):
        return "above", last + 1
    if word == "-" and following in ("plus", "odd"):
        return ("above" if following == "plus" else "about"), last + 2
    return None, last


_OR = {"more": "least", "greater": "least", "higher": "least", "above": "least", "over": "least",
       "so": "about", "thereabouts": "about", "fewer": "most", "less": "most", "under": "most"}  # fmt: skip


def _range(tokens: Sequence[Token], first: int, read: Amount) -> Amount:
    """`read` widened to the range it opens ("30 to 40", "four or five", "between 30 and 40")."""
    joint = word_at(tokens, read.end)
    before = word_at(tokens, first - 1)
    between = before == "between" and joint == "and"
    if read.tail or read.end + 1 >= len(tokens) or not (between or joint in ("to", "or", "-", "–")):
        return read
    if joint == "to" and before == "from":
        return read
    following = read.end + 1
    if (
        word_at(tokens, following) in ("a", "an")
        and word_at(tokens, following + 1) in _AFTER_ARTICLE
    ):
        following += 1
    if not (tokens[following].lower in _STARTS or tokens[following].is_number):
        return read
    other = amount(tokens, following)
    if other is None:
        return read
    low = read.low
    if other.scaled and not read.scaled and not read.vague and low < other.low:
        unscaled = _coefficient(tokens, following)
        if unscaled and low < unscaled:
            low = low * other.low / unscaled
    if low >= other.high:
        return read
    return other._replace(low=low, vague=read.vague or other.vague)


def _coefficient(tokens: Sequence[Token], index: int) -> Decimal | None:
    """The number before the scale: 3 of "3 million", five of "five dozen"."""
    alone = amount(tokens[index : index + 1], 0)
    return alone.low if alone and alone.low < 1000 else None


def _kind(
    tokens: Sequence[Token], first: int, last: int, free: int, read: Amount
) -> tuple[Kind, str | None, int, int]:
    """What the number measures: its kind and unit, and the span with its sign or unit."""
    before = word_at(tokens, first - 1)
    if first > free and before in _SYMBOLS:
        return "money", _UNITS[before][1] if before in _UNITS else before, last, first - 1
    if first > free and read.digits and (row := _UNITS.get(before)) and row[0] == "money":
        return "money", row[1], last, first - 1
    if read.tail:
        row = _UNITS.get(read.tail.removesuffix("s"), ("measure", read.tail))
        return _as_kind(row[0]), row[1], last, first
    at = last
    if word_at(tokens, at) == "-" and touching(tokens, at) and touching(tokens, at + 1):
        row = _UNITS.get(word_at(tokens, at + 1), ("measure", word_at(tokens, at + 1)))
        return _as_kind(row[0]), row[1], at + 2, first
    for skip in (0, 1):
        row2 = _UNITS.get(word_at(tokens, at + skip))
        if row2 and (skip == 0 or word_at(tokens, at) in _UNIT_ADJECTIVES):
            end = at + skip + 1
            if (
                row2[0] == "measure"
                and row2[1] in ("year", "month", "week", "day")
                and (word_at(tokens, end) == "old")
            ):
                return "age", row2[1], end + 1, first
            return _as_kind(row2[0]), row2[1], end, first
    if word_at(tokens, at) == "per" and word_at(tokens, at + 1) == "cent":
        return "percent", "percent", at + 2, first
    if (
        read.digits
        and before in ("aged", "age")
        or (
            before == ","
            and word_at(tokens, at) in (",", ".", ";")
            and _names(tokens, first - 2)
            and read.digits
            and 0 < read.low < 120
        )
    ):
        return "age", "year", at, first
    if before in _NUMBERED and first and read.low < 10_000:
        return "measure", before, at, first
    if before == "." and word_at(tokens, first - 2) in ("no", "nos") and read.digits:
        return "measure", "no", at, first
    return "count", None, last, first


_UNIT_ADJECTIVES = frozenset(
    "square cubic nautical metric us american canadian australian percentage consecutive straight full".split()
)


def _as_kind(word: str) -> Kind:
    kinds: dict[str, Kind] = {"money": "money", "percent": "percent", "age": "age"}
    return kinds.get(word, "measure")


def _names(tokens: Sequence[Token], index: int) -> bool:
    return index >= 0 and tokens[index].is_capitalised


def _counts_one(tokens: Sequence[Token], index: int) -> bool:
    """Is this "one" a number, and not a pronoun ("one another", "the one that")?"""
    if word_at(tokens, index - 1) in _DETERMINERS or word_at(tokens, index - 1) == "no":
        return False
    return word_at(tokens, index + 1) not in _ONE_STOPS


def _pair_or_score(tokens: Sequence[Token], index: int) -> Amount | None:
    word = tokens[index].lower
    if word not in ("pair", "score"):
        return None
    if word_at(tokens, index - 1) != "a" or word_at(tokens, index + 1) != "of":
        return None
    value = Decimal(2 if word == "pair" else 20)
    return Amount(value, value, index + 2)


def _zero(tokens: Sequence[Token], index: int) -> _Mention | None:
    """No one, nobody, none, not a single, no casualties: zero of people."""
    word, following = tokens[index].lower, word_at(tokens, index + 1)
    zero = Decimal(0)
    last = 0
    if word in ("nobody", "no-one", "none"):
        last = index + 1
    elif word == "no" and following == "one":
        last = index + 2
    elif word == "not" and following == "one" and word_at(tokens, index + 2) not in _ONE_STOPS:
        last = index + 2
    elif word == "not" and following == "a" and word_at(tokens, index + 2) == "single":
        last = index + 3
    elif word in ("no", "without"):
        last = index + 1
        if word == "without" and following == "any":
            last += 1
        reach = [word_at(tokens, last + n) for n in range(_ZERO_NOUN_REACH)]
        if not any(noun in _PERSONS for noun in reach):
            return None
    return _Mention(index, last, zero, zero, False, "count") if last else None


def _ordinal(tokens: Sequence[Token], index: int) -> _Mention | None:
    pieces = parts(tokens[index].lower)
    value = ORDINALS.get(pieces[-1])
    if value is None:
        return None
    total = Decimal(value + sum(CARDINALS.get(piece, 0) for piece in pieces[:-1]))
    return _Mention(index, index + 1, total, total, False, "ordinal")


def _ordinal_digits(tokens: Sequence[Token], index: int) -> _Mention | None:
    if word_at(tokens, index + 1) in ("st", "nd", "rd", "th") and touching(tokens, index + 1):
        read = amount(tokens[index : index + 1], 0)
        if read:
            return _Mention(index, index + 2, read.low, read.low, False, "ordinal")
    return None


_YEAR_CUES = frozenset(
    "in since by until till from of during before after late early mid circa summer spring autumn "
    "winter fall".split()
)


def _date(tokens: Sequence[Token], index: int, free: int) -> _Mention | None:
    """A day of a month, a year, a decade."""
    token = tokens[index]
    number = token.word
    if not number.isdecimal() or len(number) > 4:
        return None
    value = Decimal(int(number))
    after, before = word_at(tokens, index + 1), word_at(tokens, index - 1)
    if len(number) <= 2 and 0 < value <= 31:
        suffixed = 1 if after in ("st", "nd", "rd", "th") and touching(tokens, index + 1) else 0
        month = index + 1 + suffixed
        if word_at(tokens, month) == "of" and suffixed:
            month += 1
        if word_at(tokens, month) in _MONTHS and tokens[month].is_capitalised:
            last = month + 1
            dotted = last + 1 if word_at(tokens, last) == "." else last
            following = dotted + 1 if word_at(tokens, dotted) == "," else dotted
            year = word_at(tokens, following)
            if year.isdecimal() and (len(year) == 4 or (len(year) == 2 and following == last)):
                last = following + 1
            return _Mention(index, last, value, value, False, "date")
        back = index - 2 if before == "." else index - 1
        if (
            back >= free
            and word_at(tokens, back) in _MONTHS
            and tokens[back].is_capitalised
            and (after not in _PERSONS)
        ):
            last = index + 1 + suffixed
            following = last + 1 if word_at(tokens, last) == "," else last
            year = word_at(tokens, following)
            if year.isdecimal() and len(year) == 4:
                last = following + 1
            return _Mention(back, last, value, value, False, "date")
    if after == "s" and touching(tokens, index + 1) and number[-1] == "0":
        return _Mention(index, index + 2, value, value, False, "date")
    if len(number) == 4 and 1000 <= value <= 2199 and after not in _PERSONS:
        effect, _ = _prefix(tokens, index, free)
        if before in _YEAR_CUES or effect is None:
            return _Mention(index, index + 1, value, value, False, "date")
    return None


def _time(tokens: Sequence[Token], index: int) -> _Mention | None:
    """7:30, 8 p.m., 1430 GMT."""
    last = index + 1
    if (
        word_at(tokens, last) == ":"
        and touching(tokens, last)
        and touching(tokens, last + 1)
        and tokens[last + 1].is_number
    ):
        last += 2
    after = word_at(tokens, last)
    if after in _HALVES:
        last += 1
    elif last == index + 1 and not (after in _ZONES and len(tokens[index].word) == 4):
        return None
    if word_at(tokens, last) in _ZONES:
        last += 1
    return _Mention(index, last, None, None, False, "time")


_HALVES = frozenset({"a.m.", "p.m.", "am", "pm", "a.m", "p.m", "o'clock", "o’clock"})
_ZONES = frozenset({"gmt", "utc", "est", "et", "bst", "cet", "ist"})
