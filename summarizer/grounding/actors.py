"""Is this somebody the article names, and does it say this of them?"""

from __future__ import annotations

from summarizer import names
from summarizer.brief import Actor, DraftActor
from summarizer.grounding.article import Article, Note, Refusal
from summarizer.grounding.prose import check_prose
from summarizer.grounding.words import countries


def check_actor(item: DraftActor, article: Article, note: Note) -> Actor:
    """The actor as the article bears it out; Refusal when it does not."""
    evidence = article.cite(item.evidence)
    numbers = [e.sentence for e in evidence]
    name = _written(item.name, article)
    aliases = []
    for alias in dict.fromkeys(item.aliases):
        if not alias.strip() or alias == name:
            continue
        if article.says(alias):
            aliases.append(alias)
        else:
            note("aliases", "not_in_document", f"The article never says {alias!r}.")
    actor = Actor(
        name=name,
        aliases=tuple(aliases),
        kind=item.kind,
        role=_role(item, article, note),
        part="",
        prominence=item.prominence,
        evidence=evidence,
    )
    earlier = next((a for a in article.actors if _one(a, actor)), None)
    if earlier:
        raise Refusal("duplicate", f"{name!r} is {earlier.name!r} again.", "name")
    # The checks of what it does look the actor's other forms up, so they need it in the list.
    article.actors.append(actor)
    try:
        if not article.mentions(name, numbers):
            raise Refusal(
                "not_in_evidence", f"The cited sentences do not speak of {name!r}.", "evidence"
            )
        part = _part(item, numbers, article, note)
    finally:
        article.actors.pop()
    return actor.model_copy(update={"part": part})


def _written(name: str, article: Article) -> str:
    """The name as the article writes it."""
    if not name.strip():
        raise Refusal("empty", "The actor has no name.", "name")
    if article.says(name):
        return name.strip()
    # "United States" where the article only writes "U.S.": its own form takes the name's place.
    if country := names.country(name):
        for sentence in article.document.sentences:
            if country in countries(sentence.text):
                for token in sentence.text.replace(",", " ").split():
                    if names.country(token) == country and names.same(token, name):
                        return token
    raise Refusal("not_in_document", f"The article never names {name!r}.", "name")


def _one(a: Actor, b: Actor) -> bool:
    return names.normal(a.name) == names.normal(b.name) or (
        a.kind == b.kind == "person" and names.same(a.name, b.name)
    )


def _role(item: DraftActor, article: Article, note: Note) -> str | None:
    if not item.role or not item.role.strip():
        return None
    if article.share(item.role, None) < 1.0:
        note("role", "not_in_document", f"The article gives no such role: {item.role!r}.")
        return None
    # The title of another is in the article as well: it must stand where the actor is named.
    everywhere = range(1, len(article.document.sentences) + 1)
    cited = [n for n in item.evidence if n in everywhere]
    if not any(
        article.share(item.role, range(max(1, n - 1), n + 1)) == 1.0
        and article.named((item.name, *item.aliases), n)
        for n in (*cited, *everywhere)  # mostly it stands where the actor is cited
    ):
        note("role", "not_in_evidence", f"No sentence calls {item.name!r} {item.role!r}.")
        return None
    return item.role.strip()


def _part(item: DraftActor, numbers: list[int], article: Article, note: Note) -> str:
    if not item.part.strip():
        return ""
    try:
        check_prose(item.part, numbers, article, "part", loose=True)
    except Refusal as refusal:
        note("part", refusal.reason, refusal.message)
        return ""
    return item.part.strip()
