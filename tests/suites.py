"""A small suite of our own: two articles with references, and a model's answers to them."""

from __future__ import annotations

from pathlib import Path

from .commandline import ARTICLE

FIRE = """\
event: depot-fire
published: 2026-03-02
must_pass: true
actors:
  - name: Ines Kallio
    aliases: [Mayor Ines Kallio]
    kind: person
    prominence: primary
    evidence: [[4]]
  - {name: fire service, kind: organization, prominence: secondary, optional: true, evidence: [[2]]}
commitments:
  - by: [Ines Kallio]
    action: rebuild the depot
    force: pledge
    deadline: {words: by the end of June, end: 2026-06-30}
    evidence: [[4]]
casualties:
  - effect: injured
    count: {words: Two workers, min: 2, max: 2}
    who: workers
    where: Larne
    speaker: fire service
    evidence: [[2], [1]]
  - {effect: killed, count: {words: Nobody, min: 0, max: 0}, evidence: [[3]]}
questions:
  - {question: What started the fire at the tram depot in Larne?, kind: unknown, evidence: [[5]]}
"""

VOTE_ARTICLE = """\
Council of Larne votes for new depot

The council of Larne voted on Tuesday to build a new tram depot. It will be ready within two years,
council leader Tove Arnesen said.
"""

VOTE = """\
event: depot-vote
split: test
published: 2026-03-10
actors:
  - name: council of Larne
    aliases: [council]
    kind: organization
    prominence: primary
    evidence: [[2]]
  - {name: Tove Arnesen, kind: person, prominence: secondary, evidence: [[3]]}
commitments:
  - by: [council of Larne]
    action: build a new tram depot
    force: order
    evidence: [[2]]
casualties: []
questions: []
"""


def plant(folder: Path) -> Path:
    """The suite as files; its folder."""
    suite = folder / "evals" / "cases" / "larne"
    for name, article, reference in (("fire", ARTICLE, FIRE), ("vote", VOTE_ARTICLE, VOTE)):
        (suite / name).mkdir(parents=True)
        (suite / name / "article.txt").write_text(article, "utf-8")
        (suite / name / "reference.yaml").write_text(reference, "utf-8")
    return suite
