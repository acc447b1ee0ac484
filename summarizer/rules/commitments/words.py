"""The words of commitments: verbs, instruments, modals, conditions."""

from __future__ import annotations

from typing import Final, NamedTuple, cast

from summarizer import lexicons
from summarizer.brief import Force, Status


class Binding(NamedTuple):
    ""

    " A verb that binds: its force, the complements it takes, whether it forbids, its plain form."

    force: Force
    frames: frozenset[str]
    negated: bool
    base: str


VERBS: Final = {
    form: Binding(
        cast("Force", row[0]), frozenset(row[1].split()), row[2:] == ("not",), forms.split()[0]
    )
    for forms, row in lexicons.table("commit_verbs").items()
    for form in forms.split()
}
INSTRUMENTS: Final = {word: row[0] for word, row in lexicons.table("commit_nouns").items()}
NEVER: Final = lexicons.words("commit_never")
DONE: Final = lexicons.words("commit_done")
HARMS: Final = {verb: row[0] for verb, row in lexicons.table("commit_harms").items()}
"""Verbs of harm and pressure; "violent" ones make a conditional pledge a threat."""
TALK: Final = lexicons.words("commit_talk")
OBJECTS: Final = {
    word: frozenset(row[0].split()) for word, row in lexicons.table("commit_objects").items()
}
FINITE: Final = frozenset("dz")
WILL: Final = frozenset(("will", "would", "'ll", "’ll", "won't", "won’t", "wouldn't", "wouldn’t"))
MODALS: Final = WILL | frozenset(("shall", "must", "should"))
REFUSING: Final = frozenset(("refused", "refuses", "refusing", "refuse", "declined"))
NOT: Final = frozenset(("not", "never", "won't", "won’t", "wouldn't", "wouldn’t"))
PLACING: Final = frozenset(
    "in from including near into via across through inside outside at".split()
)
DAYS: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday".split()
)
UNRESOLVED: Final = frozenset("i we you he she it they them him us me this that one".split())
PAPERS: Final = frozenset(
    "letter statement report document memo note email website video tape message transcript".split()
)
"""What speaks only for whoever wrote it."""
RELATIVES: Final = frozenset(("who", "which", "whose", "whom", "where"))
WH: Final = frozenset("what who whom which where when why how whether if".split())
FIRST: Final = frozenset(("i", "we"))
PRONOUNS: Final = frozenset(("it", "he", "she", "they"))
IF: Final = frozenset(("if", "unless", "once", "provided", "providing"))
ASKED: Final = frozenset(
    ("asked", "ask", "asks", "know", "see", "wonder", "wondered", "even", "as")
)
IDLE_IF: Final = frozenset(
    ("necessary", "needed", "possible", "required", "any", "so", "not", "only")
)
READY: Final = frozenset(("ready", "willing", "prepared"))
GIVE: Final = frozenset(("gave", "gives", "give", "given", "giving"))
SPEAKING: Final = frozenset(
    ("minister", "president", "premier", "spokes", "chief executive", "leader", "chancellor")
)
"""Parts of the offices whose holders bind the body they speak for."""
LEADING: Final = frozenset(
    "mayor governor secretary commissioner director chief chairman chairwoman chair head commander"
    " counsel superintendent rector".split()
)
"""Offices whose holders speak for the body they lead when they call it "the council"."""
TROOPS: Final = frozenset(
    "troops soldiers officers inspectors engineers crews teams observers investigators forces"
    " doctors nurses teachers staff".split()
)
"""Those who do what an office-holder says they will."""
_TURNS: Final[tuple[tuple[Status, str], ...]] = (
    (
        "broken",
        "broke break breaking broken reneged violated violating breached abandoned betrayed",
    ),
    ("withdrawn", "withdrew withdrawn withdraw dropped rescinded revoked retracted scrapped"),
    ("fulfilled", "kept honoured honored fulfilled delivered"),
)
STATUS: Final = {word: status for status, words in _TURNS for word in words.split()}
FUNCTION: Final = lexicons.words("function_words")
ALONE: Final = frozenset(
    "resign retaliate withdraw cooperate comply return surrender appeal leave quit strike disarm"
    " respond participate negotiate disband abdicate reopen recuse step".split()
)
MADE: Final = frozenset(
    "made gave given issued signed reached struck repeated renewed reiterated announced secured"
    " won broke broken kept honoured honored fulfilled withdrew dropped abandoned approved sealed"
    " concluded breaking making giving signing reaching make gives makes signs".split()
)
