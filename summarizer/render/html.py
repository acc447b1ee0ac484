"""A brief beside its article as one HTML file that asks nothing of the network."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from string import Template

from summarizer.brief import Brief, Evidence
from summarizer.document import Document
from summarizer.errors import InputError
from summarizer.render.article import article
from summarizer.render.elements import Html, element, join
from summarizer.render.entries import Entry
from summarizer.render.outline import Outline, Refusal, Section, every_evidence, outline

_TIE = "\u00a0"
"""No mark, dash or number alone at the start of a line."""


def page(brief: Brief, document: Document) -> str:
    """The whole page: the brief, the article with every cited sentence marked, who made it.

    InputError when the brief was made from another text, or from other sentences of it.
    """
    _check(brief, document)
    told = outline(brief)
    style, script = _file("page.css"), _file("page.js")
    policy = (
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; "
        f"script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    # Values are put in once and not read again, so a `$` in an article stays a `$`.
    return (
        Template(_file("page.html"))
        .substitute(
            policy=policy,
            title=join(told.headline.text),
            style=style,
            script=script,
            masthead=_masthead(told),
            brief=_brief(told, len(document.sentences)),
            article=article(document, _citing(told)),
            foot=_foot(brief, told),
        )
        .rstrip()
    )


def _check(brief: Brief, document: Document) -> None:
    hint = "Give the article as it was when the brief was made."
    if document.digest != brief.source.digest:
        raise InputError(
            f"the brief was made from another text: {brief.source.digest[:12]!r}, "
            f"and this is {document.digest[:12]!r}",
            hint=hint,
        )
    for evidence in every_evidence(brief):
        for cited in evidence:
            if not _is_sentence(cited, document):
                raise InputError(
                    f"sentence {cited.sentence!r} of the brief is not that of the article",
                    hint=hint + " Its language decides where sentences end.",
                )


def _is_sentence(cited: Evidence, document: Document) -> bool:
    if not 1 <= cited.sentence <= len(document.sentences):
        return False
    return document.sentence(cited.sentence).span == (cited.start, cited.end)


@cache
def _file(name: str) -> str:
    text = files("summarizer.render").joinpath(name).read_text("utf-8")
    # The policy's hash is over what the browser sees, and it sees no carriage returns.
    return text.replace("\r\n", "\n")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


# ------------------------------------------------------------------ the brief


def _masthead(told: Outline) -> Html:
    headline = told.headline
    name = element("bdi", told.title or told.url) if told.title or told.url else join()
    if told.href:
        name = element("a", name, href=told.href, rel="noopener noreferrer")
    about = join(name, *told.about, between=" · ")
    return join(
        element(
            "div",
            element("h1", _claim(headline, headline.text, ""), _TIE, _links(headline.cites)),
            id=headline.anchor,
            class_="item",
            dir="auto",
            **_data(headline.kind, headline.cites),
        ),
        element("p", about, class_="about"),
    )


def _brief(told: Outline, sentences: int) -> Html:
    warnings = element("ul", *(element("li", w, dir="auto") for w in told.warnings))
    return join(
        _block("warnings", "Warnings", warnings) if told.warnings else "",
        *map(_section, told.sections),
        element("p", told.absent, class_="absent") if told.absent else "",
        _refusals("refused", "Not borne out", told.refused, sentences),
        _refusals("repaired", "Put right by the repair", told.repaired, sentences),
        between="\n",
    )


def _block(name: str, title: str, *content: str) -> Html:
    heading = element("h2", title, id=f"{name}-title")
    return element("section", heading, *content, class_=name, aria_labelledby=f"{name}-title")


def _section(section: Section) -> Html:
    return _block(section.kind, section.title, element("ul", *map(_entry, section.entries)))


def _entry(entry: Entry) -> Html:
    says = join(
        element("b", entry.lead) if entry.lead else "",
        entry.joint if entry.text else "",
        join(element("strong", "not"), " ") if entry.negated else "",
        entry.text,
    )
    notes = [
        element("span", element("i", label + " ") if label else "", element("bdi", text))
        for label, text in entry.notes
    ]
    speaker = element("span", "—" + _TIE, element("bdi", entry.speaker), class_="speaker")
    meta = join(
        *(element("span", badge, class_=_badge(badge)) for badge in entry.badges),
        join(*notes, between=" · "),
        speaker if entry.speaker else "",
        between=" ",
    )
    return element(
        "li",
        element(
            "div",
            _claim(entry, says, meta),
            _TIE,
            _links(entry.cites),
            _meta(entry, meta),
            class_="says",
        ),
        element("ul", *map(_entry, entry.parts), class_="parts") if entry.parts else "",
        id=entry.anchor,
        class_="item minor" if entry.minor else "item",
        dir="auto",
        **_data(entry.kind, entry.cites),
    )


def _claim(item: Entry | Refusal, says: str, meta: str) -> Html:
    """What an item says; the script makes it a button that holds the item's sentences lit."""
    described = [f"s{number}" for number in item.cites]
    if meta:
        described.insert(0, f"{item.anchor}-meta")
    return element("span", says, class_="claim", aria_describedby=" ".join(described) or None)


def _meta(item: Entry | Refusal, meta: str) -> Html:
    """What qualifies it, on a line of its own."""
    return element("div", meta, class_="meta", id=f"{item.anchor}-meta") if meta else join()


def _data(kind: str, cites: Iterable[int]) -> dict[str, str]:
    return {"data_kind": kind, "data_cites": " ".join(map(str, cites))}


def _badge(words: str) -> str:
    return f"badge badge-{words.replace(' ', '-')}"


def _links(cites: Iterable[int]) -> Html:
    links = (
        element("a", str(n), href=f"#s{n}", class_="cite", aria_label=f"sentence {n}")
        for n in cites
    )
    return element("span", join(*links, between=" "), class_="cites", dir="ltr")


def _refusals(name: str, title: str, refusals: tuple[Refusal, ...], sentences: int) -> Html:
    if not refusals:
        return join()
    return _block(name, title, element("ul", *(_refusal(r, sentences) for r in refusals)))


def _refusal(refusal: Refusal, sentences: int) -> Html:
    where = ", ".join(filter(None, (refusal.kind, refusal.field)))
    known = tuple(n for n in refusal.cites if 1 <= n <= sentences)
    unknown = [str(n) for n in refusal.cites if n not in known]
    refusal = replace(refusal, cites=known)
    rows = [
        join(element("dt", label), element("dd", text, dir="auto")) for label, text in refusal.item
    ]
    meta = join(
        element("span", where, class_="badge"),
        element("span", refusal.reason, class_="badge"),
        f"no sentence {', '.join(unknown)}" if unknown else "",
        between=" ",
    )
    return element(
        "li",
        element(
            "div",
            _claim(refusal, element("s", refusal.gist) if refusal.gist else where, meta),
            _TIE,
            _links(refusal.cites),
            element("p", refusal.message, class_="message"),
            _meta(refusal, meta),
            class_="says",
        ),
        element("details", element("summary", "As proposed"), element("dl", *rows)),
        id=refusal.anchor,
        class_="item",
        dir="auto",
        **_data("refused", refusal.cites),
    )


# ------------------------------------------------------------------ around the article


def _citing(told: Outline) -> dict[int, list[str]]:
    """Anchors of the items that cite each sentence, in the order of the page."""
    citing: dict[int, list[str]] = {}

    def visit(entry: Entry) -> None:
        for number in entry.cites:
            citing.setdefault(number, []).append(entry.anchor)
        for part in entry.parts:
            visit(part)

    visit(told.headline)
    for section in told.sections:
        for entry in section.entries:
            visit(entry)
    return citing


def _foot(brief: Brief, told: Outline) -> Html:
    source = brief.source
    rows = [
        ("made by", " · ".join(told.made)),
        ("article", f"SHA-256 {source.digest}"),
        ("language", source.language),
        ("schema", brief.schema_version),
    ]
    if brief.provenance.prompt:
        rows.append(("prompt", brief.provenance.prompt))
    return element("dl", *(join(element("dt", k), element("dd", v)) for k, v in rows))
