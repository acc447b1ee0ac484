"""Every mention of somebody or something by name, with the kind its words and neighbours give it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from summarizer import lexicons, names
from summarizer.grammar.clauses import word_class
from summarizer.grammar.reading import Reading
from summarizer.names.countries import state
from summarizer.names.forms import fold, name_words
from summarizer.rules.vocabulary import classes, is_word

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
_OF_OFFICE: Final = frozenset(
    title.split()[-1] for title in lexicons.words("titles") if " of " in title
)
GIVEN: Final = lexicons.words("given_names")
HONORIFICS: Final = frozenset(
    "mr mrs ms miss mx dr sir dame lord lady mister don dona senor senora monsieur herr frau fr rev"
    " reverend prof hon".split()
)
COLLECTIVES: Final = {word: row[0] for word, row in lexicons.table("collectives").items()}
_TITLE_HEADS: Final = frozenset(
    title.split(" of ")[0].split()[-1] for title in lexicons.words("titles")
)
_KNOWN: Final = {name_words(n): row[0] for n, row in lexicons.table("name_known").items()}
_ALIASED: Final = frozenset(
    name_words(form)
    for first, others in lexicons.table("aliases").items()
    for form in (first, *others)
)
PLACES: Final = {name_words(n): row[0] for n, row in lexicons.table("places").items()}
_CARRIERS: Final = frozenset(
    name_words(n) for n, row in lexicons.table("carriers").items() if row[0] == "name"
)
_CARRIER_HEADS: Final = frozenset(
    n for n, row in lexicons.table("carriers").items() if row[0] == "head"
)
_ARMED: Final = frozenset("militant rebel guerrilla terrorist fighters jihadist insurgent".split())
_ADJECTIVES: Final = frozenset(w.lower() for w in lexicons.words("name_adjectives"))
_NEARBY: Final = frozenset(
    "nearby neighbouring neighboring northern southern eastern western central downtown upper lower"
    " rural coastal suburban".split()
)
_OF_STATES: Final = frozenset(
    ("prime minister", "president", "parliament", "army", "government", "airspace", "troops",
     "foreign minister", "interior minister", "defence minister", "defense minister", "embassy",
     "ambassador", "constitution", "borders", "border", "capital", "economy", "king", "queen",
     "military", "navy", "air force", "territory", "supreme court")
)  # fmt: skip
_SUFFIXES: Final = frozenset("jr sr ii iii iv jnr snr".split())
_MODIFIERS: Final = frozenset(
    "former ex acting deputy vice assistant interim outgoing incoming late then chief senior first"
    " second lead new old longtime veteran caretaker designate elect junior".split()
)
_ORG_MODIFIERS: Final = frozenset(
    "national central supreme popular people's peoples revolutionary liberation armed foreign interior"
    " defense defence public federal united democratic republican christian social socialist communist"
    " high constitutional electoral human rights international general health education labour labor"
    " justice finance economic trade transport agriculture environment energy home internal external"
    " air royal imperial civil coast fire secret security special joint state military police criminal"
    " appeals district regional local provincial municipal city metropolitan traffic riot border anti"
    " nationalist conservative liberal progressive patriotic farabundo workers' workers farmers"
    " treasury investigative judicial legislative permanent provisional independent free all".split()
)


_NOMINAL: Final = (
    frozenset(word.split()[0] for word in COLLECTIVES)
    | ROLES
    | frozenset(
        w for w, kind in HEADS.items() if kind in ("organization", "company", "armed_group")
    )
)


class Mention(NamedTuple):
    """A name, a demonym ("Israeli"), an office ("the prime minister") or a common noun that acts
    ("police"). Offsets are characters of the sentence; `first`..`last` are its tokens, half-open."""

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


@lru_cache(maxsize=16384)
def kind_of(name: str, upper: bool = False) -> Kind | None:
    """What a name names by its own words; None when they do not say. `upper`: the copy is set in
    capitals, so that capitals make no acronym."""
    key = name_words(name)
    if not key:
        return None
    if key in _KNOWN:
        return _KNOWN[key]  # type: ignore[return-value]  # the column holds kinds
    if names.country(name):
        return "state"
    if key in PLACES:
        return "place"
    if key in _ALIASED:
        return "organization"
    head = key[key.index("of") - 1] if "of" in key[1:] else key[-1]
    if len(key) > 1 and head in HEADS:
        return HEADS[head]  # type: ignore[return-value]  # the column holds kinds
    if len(key) > 1 and key[-1] in HEADS and key[-1] not in _SUFFIXES:
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
    return bool(key) and (key in _CARRIERS or (len(key) > 1 and key[-1] in _CARRIER_HEADS))


class Scanner:
    """Finds the mentions of one sentence."""

    def __init__(
        self, index: int, reading: Reading, lower: list[str], named: Sequence[bool], upper: bool
    ) -> None:
        self.index, self.text, self.tokens, self.upper = index, reading.text, reading.tokens, upper
        self.named, self.lower = named, lower
        self.found: list[Mention] = []

    def mentions(self) -> list[Mention]:
        """The mentions of the sentence, in order."""
        done = 0
        for i, word in enumerate(self.lower):
            if i < done:
                continue
            if self.named[i] or (self.upper and word in _ORG_MODIFIERS and self._body_ahead(i)):
                done = self._chain(i)
                self._split(i, done)
            elif word in _NOMINAL:
                done = i + self._nominal(i)
        return self.found

    # ------------------------------------------------------------ the run of words

    def _adjacent(self, i: int) -> bool:
        """Is token `i` parted from the one before by one space, or the dot of an abbreviation?"""
        gap = self.text[self.tokens[i - 1].end : self.tokens[i].start]
        return gap in (" ", "\n", "\u00a0", "") or gap.strip() == ""

    def _body_ahead(self, i: int) -> bool:
        """In capitals: words that end in the head of a body ("NATIONAL POLICE") begin here."""
        j = i
        while j < len(self.tokens) and j - i < 5 and self.lower[j] in _ORG_MODIFIERS:
            j += 1
        return (
            j > i
            and j < len(self.tokens)
            and (HEADS.get(self.lower[j]) in ("organization", "armed_group"))
            and self.lower[j] not in ("group", "groups", "front-line")
        )

    def _chain(self, i: int) -> int:
        """One past the last token of the run of name words that begins at `i`."""
        tokens, lower = self.tokens, self.lower
        j = i + 1
        while j < len(tokens) and j - i < LONGEST and self._adjacent(j):
            last = lower[j - 1]
            if self.named[j]:
                j += 1
            elif (
                (
                    tokens[j].word == "."
                    and len(last.rstrip(".")) <= 4
                    and (len(last) == 1 or last in _ABBREVIATED)
                    and j + 1 < len(tokens)
                    and self.named[j + 1]
                )
                or (lower[j] in ("'s", "’s", "’", "'") and self._owned_head(i, j))
                or (tokens[j].word == "&" and j + 1 < len(tokens) and self.named[j + 1])
            ):
                j += 2
            elif (
                (lower[j] in PARTICLES and (k := self._over_particles(j)))
                or (lower[j] in ("of", "for", "on") and (k := self._of(i, j)))
                or (lower[j] == "and" and (k := self._and(i, j)))
            ):
                j = k
            elif (
                tokens[j].is_number and j + 1 < len(tokens) and self.named[j + 1] and last in HEADS
            ):
                break
            elif self.upper and self._continues_in_capitals(i, j):
                j += 1
            else:
                break
        return j

    def _owned_head(self, i: int, j: int) -> bool:
        """ "St Brendan's Hospital", "People's Party": a common noun, or a saint, owns a head."""
        if j + 1 >= len(self.tokens) or not self.named[j + 1]:
            return False
        k = j + 1
        while k + 1 < len(self.tokens) and self.named[k + 1] and self._adjacent(k + 1):
            k += 1
        owner = self.lower[j - 1]
        return self.lower[k] in HEADS and (
            self.lower[i] in ("st", "saint")
            or (
                is_word(owner) and owner not in ROLES and not names.country(self.tokens[j - 1].word)
            )
        )

    def _over_particles(self, j: int) -> int:
        k = j
        while k < len(self.tokens) and k - j < 3 and self.lower[k] in PARTICLES:
            k += 1
        # "y" and "e" join Spanish surnames, not English words.
        return k + 1 if k < len(self.tokens) and self.named[k] else 0

    def _of(self, i: int, j: int) -> int:
        """ "Ministry of Health", "Bank of the West", "Center for Reform": a head takes an of-phrase."""
        head = self.lower[j - 1]
        if HEADS.get(head) == "company" or (
            self.lower[j] != "of" and HEADS.get(head) != "organization"
        ):
            return 0
        if head not in HEADS and head not in (
            "republic",
            "kingdom",
            "state",
            "archbishop",
            "prince",
        ):
            return 0
        k = j + 1
        if k < len(self.tokens) and self.lower[k] == "the":
            k += 1
        return k + 1 if k < len(self.tokens) and self.named[k] else 0

    def _and(self, i: int, j: int) -> int:
        """ "Food and Drug Administration", "Ministry of Health and Welfare"."""
        if j + 1 >= len(self.tokens) or not self.named[j + 1]:
            return 0
        k = j + 1
        while k + 1 < len(self.tokens) and self.named[k + 1] and self._adjacent(k + 1):
            k += 1
        inside_of = any(w in ("of", "for") for w in self.lower[i:j])
        first_is_word = is_word(self.lower[j - 1])
        last_is_head = HEADS.get(self.lower[k]) in ("organization", "company")
        all_words = first_is_word and all(is_word(w) for w in self.lower[j + 1 : k + 1])
        if (inside_of and all_words) or (
            last_is_head and first_is_word and j - i <= 2 and k > j + 1
        ):
            return k + 1
        return 0

    def _continues_in_capitals(self, i: int, j: int) -> bool:
        """In capitals: a word of the language that goes on with the name before it."""
        word = self.lower[j]
        token = self.tokens[j]
        if not token.is_word or word_class(word):
            return False
        if HEADS.get(word) in ("organization", "armed_group", "company") and "v" not in classes(
            word
        ):
            return True
        if word in _ORG_MODIFIERS and self._body_ahead(j):
            return True
        previous = fold(self.lower[j - 1])
        kinds = classes(word)
        # "GEORGE BUSH": after a lone given name a noun that is nothing else is a surname.
        if j != i + 1 or previous not in GIVEN:
            return False
        closed = j + 1 < len(self.tokens) and self.tokens[j + 1].word == ","
        return bool(kinds & set("npj")) and (closed or not kinds & set("dez"))

    # ------------------------------------------------------------ what the run holds

    def _split(self, i: int, end: int) -> None:
        """The mentions in the run of name words `i`..`end`: a country, an office, a name."""
        lower = self.lower
        while i < end:
            words = self.text[self.tokens[i].start : self.tokens[end - 1].end]
            whole = kind_of(words, self.upper)
            if whole in ("organization", "company", "armed_group") and not self._titled(i, end):
                self._name(i, end, None)
                return
            if i + 1 == end and lower[i] in _ADJECTIVES:
                return
            if size := self._country(i, end):
                self._add(
                    i, i + size, "name" if self._is_state(i, i + size) else "demonym", "state"
                )
                i += size
                continue
            if size := self._title(i, end):
                i = self._office(i, i + size, end)
                continue
            self._name(i, end, None)
            return

    def _titled(self, i: int, end: int) -> bool:
        """Does a title stand in the run, with a name behind it?"""
        return any(
            self.lower[k] in _TITLE_HEADS and k + 1 < end and self.lower[k + 1] not in HEADS
            and not word_class(self.lower[k + 1])
            for k in range(i, end - 1)
        )  # fmt: skip

    def _country(self, i: int, end: int) -> int:
        for size in (4, 3, 2, 1):
            if i + size <= end:
                words = self.text[self.tokens[i].start : self.tokens[i + size - 1].end]
                if names.country(words):
                    rest = self.lower[i + size] if i + size < end else ""
                    # "Jordan Peele", "Chad Smith": a name goes on with a name, an adjective does not.
                    if size == 1 and rest and fold(self.lower[i]) in GIVEN and not is_word(rest):
                        return 0
                    return size
        return 0

    def _is_state(self, i: int, j: int) -> bool:
        key = name_words(self.text[self.tokens[i].start : self.tokens[j - 1].end])
        return state(key) is not None

    def _title(self, i: int, end: int) -> int:
        """Tokens of the office at the head of the run: up to its last title word."""
        cut = 0
        for k in range(i, min(end, i + 7)):
            if self.lower[k] in HONORIFICS and k > i and cut == 0:
                break
            if (
                self.lower[k] in _TITLE_HEADS
                or self.lower[k] in HONORIFICS
                or (self.lower[k] in ROLES and k + 1 < end)
            ):
                cut = k + 1 - i
                if k + 1 < end and self.tokens[k + 1].word == ".":
                    cut += 1
            elif self.lower[k] in _OF_OFFICE and self.lower[k - 1] in ("of", "the"):
                cut = k + 1 - i
            elif not (is_word(self.lower[k]) or self.lower[k] in ("of", ".")):
                break
        return cut

    def _office(self, i: int, stop: int, end: int) -> int:
        """A title with the name behind it, or alone; the index where the run goes on."""
        if stop < end and self.tokens[stop].is_word and self.lower[stop] in ("of", "for"):
            self._add(i, end, "title", "person")
            return end
        if stop >= end:
            surname = self._surname_after(stop)
            if not surname:
                if self.lower[stop - 1] not in HONORIFICS:
                    self._add(i, stop, "title", "person")
                return end
            self._name(stop, surname, self._role_words(i, stop), person=True)
            return surname
        self._name(stop, end, self._role_words(i, stop), person=True)
        return end

    def _surname_after(self, i: int) -> int:
        """In capitals the word behind a title is a name though it is a word of the language."""
        if not self.upper or i >= len(self.tokens) or not self._adjacent(i):
            return 0
        kinds = classes(self.lower[i])
        fits = self.tokens[i].is_word and "n" in kinds and not word_class(self.lower[i])
        return i + 1 if fits and not kinds & set("dez") else 0

    def _role_words(self, i: int, stop: int) -> str | None:
        while i < stop and self.lower[i] in HONORIFICS | {"."}:
            i += 1
        while stop > i and self.lower[stop - 1] in HONORIFICS | {"."}:
            stop -= 1
        return self.text[self.tokens[i].start : self.tokens[stop - 1].end] if i < stop else None

    # ------------------------------------------------------------ a name and its surroundings

    def _name(self, i: int, end: int, role: str | None, *, person: bool = False) -> None:
        tokens = self.tokens
        words = self.text[tokens[i].start : tokens[end - 1].end]
        kind: Kind | None = "person" if person else kind_of(words, self.upper)
        if kind is None and not person and self._person_like(i, end):
            kind = "person"
        given = role
        if given is None and kind in (None, "person") and not self._placed(i, end):
            given = self._role_before(i) or self._role_after(end)
        if given and kind is None:
            kind = "person"
        if kind is None:
            kind = self._kind_around(i, end)
        self._add(i, end, "name", kind, role=given, acronym=self._bracketed(end))

    def _add(
        self,
        i: int,
        end: int,
        form: Form,
        kind: Kind | None,
        *,
        role: str | None = None,
        acronym: str | None = None,
    ) -> None:
        start, stop = self.tokens[i].start, self.tokens[end - 1].end
        words = self.text[start:stop]
        self.found.append(
            Mention(
                sentence=self.index,
                first=i,
                last=end,
                start=start,
                end=stop,
                words=words,
                form=form,
                kind=kind,
                role=role,
                acronym=acronym,
                carrier=form == "name" and kind != "person" and is_carrier(words),
                country=names.country(words) if kind == "state" and form != "nominal" else None,
            )
        )

    def _person_like(self, i: int, end: int) -> bool:
        """Two to five words, none of the language's own, no article and no "of" before them."""
        size = sum(t.is_word for t in self.tokens[i:end])
        if fold(self.lower[i]) in GIVEN and size > 1:
            return True
        before = self.lower[i - 1] if i else ""
        if before in ("the", "of") or not 2 <= size <= 5 or self._placed(i, end):
            return False
        if self.lower[i] in ("st", "saint", "san", "santa", "new", "port", "el", "la", "los"):
            return False
        if self.upper:
            return not any(is_word(w) for w in self.lower[i:end])
        last = self.lower[end - 1]
        if is_word(last) and ("p" in classes(last) or not is_word(self.lower[i])):
            # "Orovale Resources" is a firm; "Duke Ellington Brown" needs better evidence too.
            return False
        return not is_word(self.lower[i]) or not is_word(last)

    def _placed(self, i: int, end: int) -> bool:
        """Does a preposition of place stand before it, or a country behind a comma?"""
        before = self.lower[i - 1] if i else ""
        if before and self.lower[i - 1] in _NEARBY and i > 1:
            before = self.lower[i - 2]
        if before in ("in", "at", "near", "outside", "around", "across", "inside", "throughout"):
            return True
        return (
            end + 1 < len(self.tokens)
            and self.tokens[end].word == ","
            and self.tokens[end + 1].is_word
            and self._country(end + 1, min(end + 4, len(self.tokens))) > 0
        )

    def _kind_around(self, i: int, end: int) -> Kind | None:
        """What the words beside a name say of it: "the militant group X", "X fighters", "in X"."""
        before, after = self.lower[max(0, i - 2) : i], self.lower[end : end + 2]
        for word in (*before[-1:], *after[:1]):
            kind = COLLECTIVES.get(word) or ("armed_group" if word in _ARMED else None)
            if kind in ("armed_group", "company", "organization"):
                return kind  # type: ignore[return-value]  # the column holds kinds
        if before[-1:] == ["of"] and HEADS.get(before[0]) == "place":
            return "place"
        if self._owns_state(end):
            return "state"
        return "place" if self._placed(i, end) else None

    def _owns_state(self, end: int) -> bool:
        """ "X's prime minister", "X's troops": only a country has these."""
        if end >= len(self.tokens) or self.lower[end] not in ("'s", "’s"):
            return False
        owned = self.lower[end + 1 : end + 3]
        return bool(owned) and (owned[0] in _OF_STATES or " ".join(owned) in _OF_STATES)

    def _role_before(self, i: int) -> str | None:
        """ "spokesman X", "the harbour master, X,": a role noun right before, its phrase with it."""
        k = i - 1
        if k >= 1 and self.tokens[k].word == ",":
            k -= 1
            if k < 0 or self.lower[k] not in ROLES:
                return None
        elif k < 0 or self.lower[k] not in ROLES or self.named[k]:
            return None
        start = k
        while start > 0 and k - start < 5 and self._in_role(start - 1):
            start -= 1
        determined = start > 0 and (
            self.lower[start - 1] in ("the", "a", "an", "his", "her", "their", "its", "our")
            or self.lower[start - 1] in ("'s", "’s", "’", "'")
        )
        if self.tokens[i - 1].word == "," and not determined and start > 0:
            return None
        return self.text[self.tokens[start].start : self.tokens[k].end]

    def _in_role(self, i: int) -> bool:
        word = self.lower[i]
        kinds = classes(word)
        if word_class(word) or not self.tokens[i].is_word:
            return False
        return word in _MODIFIERS or not kinds or bool(kinds & set("njp"))

    def _role_after(self, end: int) -> str | None:
        """ "X, the federation's general secretary,", "X, 58, a school cook": an apposition."""
        tokens, lower = self.tokens, self.lower
        k = end
        if k >= len(tokens) or tokens[k].word != ",":
            return None
        k += 1
        if k + 1 < len(tokens) and tokens[k].is_number and tokens[k + 1].word == ",":
            k += 2
        if k < len(tokens) and lower[k] in ("the", "a", "an", "his", "her", "their", "its", "who"):
            if lower[k] == "who":
                return None
            k += 1
        start, head = k, None
        while k < len(tokens) and k - start < 9:
            word = lower[k]
            if word in ROLES:
                head = k
            elif head is not None and (word in ("of", "for", "at", "in") or word == "and"):
                if word == "and":
                    break
                k = self._of_phrase(k)
                return self.text[tokens[start].start : tokens[k - 1].end]
            elif not (
                (tokens[k].is_word and (not word_class(word) or word in ("of",)))
                or word in ("'s", "’s")
            ) or (
                head is not None and classes(word) & set("vzd") and not classes(word) & set("np")
            ):
                break
            k += 1
        if head is None:
            return None
        return self.text[tokens[start].start : tokens[head].end]

    def _of_phrase(self, k: int) -> int:
        """End of "of the regional health board", from its preposition."""
        start = k
        k += 1
        while k < len(self.tokens) and k - start < 8:
            word = self.lower[k]
            if not self.tokens[k].is_word and word not in ("'s", "’s"):
                break
            if word_class(word) in ("rel", "link", "aux", "modal", "pron", "but") or (
                word_class(word) == "prep" and word != "of"
            ):
                break
            if not self.named[k] and classes(word) & set("zd") and not classes(word) & set("npj"):
                break
            k += 1
        return k

    def _bracketed(self, end: int) -> str | None:
        """What stands in brackets right behind the name, when it is one name or acronym."""
        tokens = self.tokens
        if end + 2 >= len(tokens) or tokens[end].word not in "([":
            return None
        close = {"(": ")", "[": "]"}[tokens[end].word]
        for k in range(end + 1, min(end + 10, len(tokens))):
            if tokens[k].word == close:
                inside = self.text[tokens[end + 1].start : tokens[k - 1].end]
                return inside if 1 < len(inside) < 80 else None
        return None

    # ------------------------------------------------------------ common nouns that act

    def _nominal(self, i: int) -> int:
        """A common noun that acts, or an office without a name: "police", "the prime minister";
        the number of tokens taken."""
        word = self.lower[i]
        two = f"{word} {self.lower[i + 1]}" if i + 1 < len(self.lower) else ""
        if two in COLLECTIVES:
            self._add(i, i + 2, "nominal", COLLECTIVES[two])  # type: ignore[arg-type]
            return 2
        if word in COLLECTIVES and self._acts(i) and not self._modifies(i):
            self._add(i, i + 1, "nominal", COLLECTIVES[word])  # type: ignore[arg-type]
            return 1
        if word in HEADS and HEADS[word] in ("organization", "company", "armed_group"):
            if self._definite(i) and not self._modifies(i):
                self._add(i, i + 1, "nominal", HEADS[word])  # type: ignore[arg-type]
                return 1
            return 0
        if word in ROLES and self._definite(i) and (self.upper or not self._modifies(i)):
            start = i
            while start > 0 and i - start < 3 and self._in_role(start - 1):
                start -= 1
            if self.upper and (end := self._surname_after(i + 1)) and word in _TITLE_HEADS:
                self._name(i + 1, end, self.text[self.tokens[start].start : self.tokens[i].end],
                           person=True)  # fmt: skip
                return end - i
            self._add(start, i + 1, "title", "person")
            return 1
        return 0

    def _acts(self, i: int) -> bool:
        """A plural acts without an article ("residents"); a single body needs one ("the court")."""
        word = self.lower[i]
        return (
            word in ("police", "parliament", "congress")
            or "p" in classes(word)
            or self._definite(i)
        )

    def _modifies(self, i: int) -> bool:
        """Does the noun stand before another noun, or a name, of which it says what it is?"""
        if i + 1 >= len(self.tokens) or not self._adjacent(i + 1):
            return False
        if self.named[i + 1]:
            return True
        kinds = classes(self.lower[i + 1])
        if word_class(self.lower[i + 1]) or not self.tokens[i + 1].is_word:
            return False
        return bool(kinds & set("np")) and not kinds & set("zde")

    def _definite(self, i: int) -> bool:
        k = i - 1
        while k >= 0 and i - k < 4 and self._in_role(k):
            k -= 1
        return k >= 0 and (
            self.lower[k] in ("the", "his", "her", "their", "its", "this", "that")
            or self.lower[k] in ("'s", "’s", "’", "'")
        )


_ABBREVIATED: Final = frozenset(
    "mr mrs ms dr st gen col lt sgt capt maj rev sen rep gov prof jr sr".split()
)
