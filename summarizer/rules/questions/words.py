"""The words by which articles leave things open."""

from __future__ import annotations

from typing import Final

from summarizer import lexicons

WH: Final = frozenset("whether who how why what when where which whom whose if".split())
BE: Final = frozenset("is are was were".split())
CUES: Final = {tuple(cue.split()): row[0] for cue, row in lexicons.table("question_cues").items()}
TELLING: Final[dict[str, list[tuple[tuple[str, ...], int]]]] = {}
"""The longest word of a cue, hence a rare one → the cues that have it, and where in them; the
longest cue first."""
for _cue in sorted(CUES, key=len, reverse=True):
    _at = max(range(len(_cue)), key=lambda n: len(_cue[n]))
    TELLING.setdefault(_cue[_at], []).append((_cue, _at))
FUNCTION: Final = lexicons.words("function_words")
DONE: Final = {"ill": "taken ill", "missing": "missing"}
YES_NO: Final = tuple(
    f"{word} "
    for word in (
        "Will Would Can Could Is Are Was Were Do Does Did Has Have Had May Might Should".split()
    )
)
DECISIONS: Final = frozenset(
    "vote votes ruling decision verdict hearing"
    " appeal judgment judgement trial result results election"
    " referendum runoff sentence sentencing report"
    " review inquiry investigation announcement talks case"
    " negotiations outcome recount request bid application lawsuit challenge".split()
)
SELF: Final = frozenset(("i", "we", "my", "our", "you", "let"))
SHOWING: Final = frozenset(
    "autopsy autopsies report reports results tests findings audit review inquiry investigation"
    " probe survey figures".split()
)
CHARGES: Final = frozenset(
    "claim claims accusation accusations allegation allegations charge charges account report"
    " reports".split()
)
PRONOUNS: Final = frozenset("he she it they his her its their him them".split())
QUOTES: Final = frozenset('“”"«»')
NOBODY: Final = frozenset("reports report sources source accounts rumours rumors it".split())
"""What speaks for nobody one could name as the holder of a position."""
KINDS: Final = frozenset("type kind sort form level number amount time role effect size".split())
MAYBE: Final = frozenset(("could", "may", "might"))
TURNS: Final = frozenset(("but", "while", "although", "though", "whereas", "however"))
PURPOSES: Final = frozenset(
    "effort attempt bid sign response reaction move tactic ploy warning signal prelude".split()
)
ASKS: Final = {"whereabouts": "Where", "identity": "Who", "identities": "Who", "motive": "What"}
OUTCOMES: Final = frozenset(
    "rule decide vote choose announce determine consider"
    " elect deliver issue face faces facing respond".split()
)
DANGLING: Final = frozenset("i we you me us him them he she they my our your myself".split())
