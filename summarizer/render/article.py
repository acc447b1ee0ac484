"""The article in HTML: every sentence findable, every cited one marked and led back from."""

from __future__ import annotations

from summarizer.document import Document, Sentence
from summarizer.render.elements import Html, element, join


def article(document: Document, citing: dict[int, list[str]]) -> Html:
    """The text in paragraphs; a line break between two sentences starts a new one.

    `citing` has the anchors of the items that cite a sentence, by its number.
    """
    paragraphs: list[Html] = []
    run: list[str] = []
    kind, position = "body", 0

    def close() -> None:
        if run:
            name = "h3" if kind == "heading" else "p"
            class_ = "dateline" if kind == "dateline" else None
            paragraphs.append(element(name, *run, class_=class_, dir="auto"))
            run.clear()

    for sentence in document.sentences:
        between = document.text[position : sentence.span.start]
        if run and ("\n" in between or "heading" in (kind, sentence.kind)):
            close()
        if not run:
            kind, between = sentence.kind, between.strip()
        elif kind == "dateline" != sentence.kind:
            kind = "body"  # the paragraph that a dateline opens is the lead, not an aside
        run += [_visible(between), _sentence(sentence, citing.get(sentence.number, []))]
        position = sentence.span.end
    run.append(_visible(document.text[position:].strip()))
    close()
    return element("div", join(*paragraphs, between="\n"), lang=document.language)


def _sentence(sentence: Sentence, citing: list[str]) -> Html:
    text = _visible(sentence.text)
    if not citing:
        return element("span", text, class_="s", id=f"s{sentence.number}")
    items = "1 item" if len(citing) == 1 else f"{len(citing)} items"
    number = element(
        "a",
        str(sentence.number),
        class_="n",
        href=f"#{citing[0]}",
        lang="en",
        aria_label=f"sentence {sentence.number}, cited by {items}",
    )
    return join(number, element("mark", text, class_="s", id=f"s{sentence.number}"))


def _visible(text: str) -> str:
    # Half a surrogate pair cannot be written as UTF-8.
    return text.encode("utf-8", "replace").decode("utf-8")
