"""What a mention is, and what a name names by its own words."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal, NamedTuple

from summarizer import lexicons, names
from summarizer.names.forms import fold, name_words
from summarizer.rules.vocabulary import is_word

Kind = Literal[
    "person", "state", "organization", "company", "armed_group", "people", "place", "thing"
]
Form = Literal["name", "demonym", "title", "nominal"]

PARTICLES: Final = frozenset(
    "de del la las los da do dos das di van von der den al el bin ibn bint ould ben abu le du des"
    " ter ten zu af av y e ul ud-din".split()
)
LONGEST: Final = 14
"""Tokens of a name; a longer run of capitals is a list or a slogan."""

HEADS: Final = {word: row[0] for word, row in lexicons.table("name_heads").items()}
ROLES: Final = lexicons.words("role_nouns") | frozenset(
    title.split(" of ")[0].split()[-1] for title in lexicons.words("titles")
)
OF_OFFICE: Final = frozenset(
    title.split()[-1] for title in lexicons.words("titles") if " of " in title
)
GIVEN: Final = lexicons.words("given_names")
HONORIFICS: Final = frozenset(
    "mr mrs ms miss mx dr sir dame lord lady mister don dona senor senora monsieur herr frau fr rev"
    " reverend prof hon".split()
)
COLLECTIVES: Final = {word: row[0] for word, row in lexicons.table("collectives").items()}
TITLE_HEADS: Final = frozenset(
    title.split(" of ")[0].split()[-1] for title in lexicons.words("titles")
)
KNOWN: Final = {name_words(n): row[0] for n, row in lexicons.table("name_known").items()}


def _aliased() -> dict[tuple[str, ...], str]:
    """Every form of a body known by several, with the kind that any form of it is known for."""
    kinds: dict[tuple[str, ...], str] = {}
    for first, others in lexicons.table("aliases").items():
        forms = [name_words(form) for form in (first, *others)]
        kind = next((KNOWN[form] for form in forms if form in KNOWN), "organization")
        kinds.update(dict.fromkeys(forms, kind))
    return kinds


ALIASED: Final = _aliased()


def _by_first_word() -> dict[str, list[tuple[str, ...]]]:
    """Names of several words, by their first, the longest first: "shining" → "shining path"."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for key in sorted({*KNOWN, *ALIASED}, key=len, reverse=True):
        if len(key) > 1:
            found.setdefault(key[0], []).append(key)
    return found


KNOWN_BY_FIRST: Final = _by_first_word()
PLACES: Final = {name_words(n): row[0] for n, row in lexicons.table("places").items()}
CARRIERS: Final = frozenset(
    name_words(n) for n, row in lexicons.table("carriers").items() if row[0] == "name"
)
CARRIER_HEADS: Final = frozenset(
    n for n, row in lexicons.table("carriers").items() if row[0] == "head"
)
MAKERS: Final = frozenset(
    "maker producer operator manufacturer supplier retailer lender builder carrier exporter"
    " importer distributor publisher contractor".split()
)
"""What a company is said to be in an apposition."""
ARMED: Final = frozenset("militant rebel guerrilla terrorist fighters jihadist insurgent".split())
ADJECTIVES: Final = frozenset(w.lower() for w in lexicons.words("name_adjectives"))
STATE_HEADS: Final = frozenset(
    "president presidents leaders government governments parliament parliaments king queen"
    " republic people citizens premier".split()
)
"""What stands before "of X" when X is a country."""
NEARBY: Final = frozenset(
    "nearby neighbouring neighboring northern southern eastern western central downtown upper lower"
    " rural coastal suburban".split()
)
OF_STATES: Final = frozenset(
    ("prime minister", "president", "parliament", "army", "government", "airspace", "troops",
     "foreign minister", "interior minister", "defence minister", "defense minister", "embassy",
     "ambassador", "constitution", "borders", "border", "capital", "economy", "king", "queen",
     "military", "navy", "air force", "territory", "supreme court")
)  # fmt: skip
SUFFIXES: Final = frozenset("jr sr ii iii iv jnr snr".split())
MODIFIERS: Final = frozenset(
    "former ex acting deputy vice assistant interim outgoing incoming late then chief senior first"
    " second lead new old longtime veteran caretaker designate elect junior".split()
)
ORG_MODIFIERS: Final = frozenset(
    "national central supreme popular people's"
    " peoples revolutionary liberation armed foreign interior"
    " defense defence public federal united"
    " democratic republican christian social socialist communist"
    " high constitutional electoral human rights"
    " international general health education labour labor"
    " justice finance economic trade transport"
    " agriculture environment energy home internal external"
    " air royal imperial civil coast fire secret"
    " security special joint state military police criminal"
    " appeals district regional local provincial municipal"
    " city metropolitan traffic riot border anti"
    " nationalist conservative liberal progressive patriotic workers' workers farmers"
    " treasury investigative judicial legislative"
    " permanent provisional independent free all".split()
)


NOMINAL: Final = (
    frozenset(word.split()[0] for word in COLLECTIVES)
    | ROLES
    | frozenset(
        w for w, kind in HEADS.items() if kind in ("organization", "company", "armed_group")
    )
)


class Mention(NamedTuple):
    """A name, a demonym ("Israeli"), an office ("the prime minister") or a common noun that acts
    ("police"). `start`..`end` are characters, `first`..`last` tokens of the sentence, half-open."""

    sentence: int
    """0-based index of the sentence."""
    first: int
    last: int
    start: int
    end: int
    words: str
    form: Form
    kind: Kind | None
    role: str | None = None
    acronym: str | None = None
    """The acronym or long form in brackets right behind the name."""
    carrier: bool = False
    """It names somebody who carries the news."""
    country: str | None = None


@lru_cache(maxsize=8192)
def kind_of(name: str, upper: bool = False) -> Kind | None:
    """What a name names by its own words; None when they do not say. `upper`: the copy is set in
    capitals, so that capitals make no acronym."""
    key = name_words(name)
    if not key:
        return None
    if key in KNOWN:
        return KNOWN[key]  # type: ignore[return-value]  # the column holds kinds
    if names.country(name):
        return "state"
    if key in PLACES:
        return "place"
    if key in ALIASED:
        return ALIASED[key]  # type: ignore[return-value]  # the table holds kinds
    head = key[key.index("of") - 1] if "of" in key[1:] else key[-1]
    if len(key) > 1 and head in HEADS:
        return HEADS[head]  # type: ignore[return-value]  # the column holds kinds
    if "of" in key[1:] and is_word(head):
        return "place"  # "Maid of Carrow", "Tower of London": a thing that is named, and no actor
    if len(key) > 1 and key[-1] in HEADS and key[-1] not in SUFFIXES:
        return HEADS[key[-1]]  # type: ignore[return-value]
    if len(key) > 1 and key[0] in ("lake", "mount", "fort", "cape", "port", "san", "santa", "st"):
        return "place" if key[0] not in ("san", "santa") or len(key) == 2 else None
    if len(key) > 1 and fold(key[0]) in GIVEN:
        return "person"
    bare = name.replace(".", "")
    if (
        not upper
        and len(key) == 1
        and bare.isupper()
        and 2 <= len(bare) <= 6
        and not is_word(key[0])
    ):
        return "organization"
    return None


def is_carrier(name: str) -> bool:
    """Does the name say that it is an agency, a paper or a broadcaster?"""
    key = name_words(name)
    return bool(key) and (key in CARRIERS or (len(key) > 1 and key[-1] in CARRIER_HEADS))


ABBREVIATED: Final = frozenset(
    "mr mrs ms dr st gen col lt sgt capt maj rev sen rep gov prof jr sr".split()
)
