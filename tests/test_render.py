"""render: the same brief for people and for programs, whatever the article says."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from importlib.resources import files
from typing import TypeVar

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from summarizer.brief import (
    Actor,
    Brief,
    Casualty,
    Commitment,
    Count,
    Deadline,
    Evidence,
    Position,
    Provenance,
    Question,
    Source,
    Statement,
    Unsupported,
    Usage,
)
from summarizer.document import Document, Sentence, Span
from summarizer.errors import ConfigError, InputError
from summarizer.render import FORMATS, render
from summarizer.render.elements import element, join
from summarizer.render.markdown import escape
from summarizer.render.outline import outline
from summarizer.render.wording import clean, days, people

from .samples import arabic_brief, arabic_document, evidence, ferry_brief, ferry_document, source

T = TypeVar("T")

HOSTILE = "<script>alert(1)</script> ]]> </style> <!-- \" ' & &lt; $title [x](http://evil.example)"
ESCAPES = "\x1b[31mred\x1b[0m \x1b]0;title\x07 \u202eoverride \x9b2J"

# ------------------------------------------------------------------ briefs of every shape

ODD = st.sampled_from(
    [
        *("no", "1:30", "~", "=", "", " ", "- a", "#", "%", "null", "0x1f", "2024-05-15", "a: b"),
        *("\u2028", "\x85", "\x00\x1b[0m", "\ufeff", "\ufffe", "\ttab\r\n", "'", '"', "e\u0301"),
        *("\U0001f9d1\u200d\U0001f692", "\U0001f4a5" * 40, "مرحبا", "long " * 60),
    ]
)
TEXT = st.text(max_size=9) | ODD
MAYBE = st.none() | TEXT
NUMBER = st.integers(0, 2**40)
DATA = st.dictionaries(
    TEXT,
    st.none() | st.booleans() | NUMBER | st.floats(-1e6, 1e6) | TEXT | st.lists(TEXT),
    max_size=2,
)


def some(values: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(values, max_size=2).map(tuple)


EVIDENCE = some(st.builds(Evidence, sentence=NUMBER, start=NUMBER, end=NUMBER, text=TEXT))
STATEMENT = st.builds(Statement, text=TEXT, evidence=EVIDENCE)
REFUSED = st.builds(Unsupported, index=NUMBER, field=MAYBE, message=TEXT, item=DATA)
BRIEFS = st.builds(
    Brief,
    source=st.builds(Source, digest=TEXT, title=MAYBE, url=MAYBE, language=TEXT, sentences=NUMBER),
    headline=st.none() | STATEMENT,
    summary=some(STATEMENT),
    actors=some(
        st.builds(Actor, name=TEXT, aliases=some(TEXT), role=MAYBE, part=TEXT, evidence=EVIDENCE)
    ),
    commitments=some(
        st.builds(
            Commitment,
            by=some(TEXT),
            to=some(TEXT),
            action=TEXT,
            condition=MAYBE,
            deadline=st.none() | st.builds(Deadline, words=TEXT),
            speaker=MAYBE,
            evidence=EVIDENCE,
        )
    ),
    casualties=some(
        st.builds(
            Casualty,
            count=st.builds(
                Count,
                words=TEXT,
                min=st.none() | st.integers(0, 9),
                max=st.none() | st.integers(0, 9),
            ),
            who=MAYBE,
            incident=MAYBE,
            where=MAYBE,
            when=MAYBE,
            part_of=st.none() | st.integers(-1, 2),
            speaker=MAYBE,
            evidence=EVIDENCE,
        )
    ),
    questions=some(
        st.builds(
            Question,
            question=TEXT,
            positions=some(st.builds(Position, holder=TEXT, claim=TEXT, evidence=EVIDENCE)),
            evidence=EVIDENCE,
        )
    ),
    unsupported=some(REFUSED),
    repaired=some(REFUSED),
    warnings=some(TEXT),
    provenance=st.builds(
        Provenance,
        model=TEXT,
        prompt=MAYBE,
        usage=st.none() | st.builds(Usage, cached_tokens=st.integers(0, 9)),
        cost=st.none() | st.floats(0, 1e3),
    ),
)
untimed = settings(deadline=None)
# A whole brief takes a while to make up: fewer of them, and no clock.
any_brief = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@any_brief
@given(BRIEFS)
def test_json_gives_the_brief_back(brief: Brief) -> None:
    assert Brief.model_validate_json(render(brief, "json")) == brief


@any_brief
@given(BRIEFS)
def test_a_row_of_json_lines_is_one_line_and_gives_the_brief_back(brief: Brief) -> None:
    row = render(brief, "jsonl")
    assert row.splitlines() == [row]
    assert Brief.model_validate_json(row) == brief


@any_brief
@given(BRIEFS)
def test_yaml_gives_the_brief_back(brief: Brief) -> None:
    assert Brief.model_validate(yaml.safe_load(render(brief, "yaml"))) == brief


@any_brief
@given(BRIEFS)
def test_text_and_markdown_take_any_brief(brief: Brief) -> None:
    assert "\x1b" not in render(brief, "text") + render(brief, "md")


def test_json_and_yaml_keep_the_order_of_the_schema() -> None:
    brief = ferry_brief()
    order = list(Brief.model_fields)
    assert list(json.loads(render(brief, "json"))) == order
    assert list(yaml.safe_load(render(brief, "yaml"))) == order


def test_yaml_briefs_written_one_after_another_are_a_stream() -> None:
    both = [ferry_brief(), arabic_brief()]
    stream = "\n".join(render(brief, "yaml") for brief in both)
    assert [Brief.model_validate(data) for data in yaml.safe_load_all(stream)] == both


# ------------------------------------------------------------------ the one door


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_ends_without_a_line_break(format: str) -> None:
    written = render(ferry_brief(), format, document=ferry_document())
    assert written == written.rstrip("\n")
    assert "nine" in written


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(ConfigError, match="'docx'") as caught:
        render(ferry_brief(), "docx")
    assert all(format in caught.value.hint for format in FORMATS)


def test_a_page_needs_the_article() -> None:
    with pytest.raises(InputError, match="none") as caught:
        render(ferry_brief(), "html")
    assert caught.value.hint


def test_a_page_refuses_another_article() -> None:
    with pytest.raises(InputError, match="another text"):
        render(ferry_brief(), "html", document=arabic_document())


def test_a_page_refuses_an_article_cut_into_other_sentences() -> None:
    document = ferry_document()
    first, second, *rest = document.sentences
    span = Span(first.span.start, second.span.end)
    merged = [Sentence(1, span, document.text[slice(*span)])]
    merged += [replace(s, number=n) for n, s in enumerate(rest, 2)]
    with pytest.raises(InputError, match="sentence"):
        render(ferry_brief(), "html", document=replace(document, sentences=tuple(merged)))


# ------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(words="six", min=6, max=6), "6"),
        (Count(words="ten thousand", min=10_000, max=10_000), "10,000"),
        (Count(words="At least 40", min=40, max=None), "at least 40"),
        (Count(words="up to 26", min=0, max=26), "up to 26"),
        (Count(words="about 10,000", min=10_000, max=10_000, approximate=True), "about 10,000"),
        (Count(words="", min=300, max=300, approximate=True), "about 300"),
        (Count(words="dozens", min=24, max=99), "dozens (24–99)"),
        (Count(words="Hundreds", min=200, max=999), "hundreds (200–999)"),
        (Count(words="10 to 12", min=10, max=12), "10 to 12"),
        (Count(words="no", min=0, max=0), "no one"),
        (Count(words="a nurse", min=1, max=1), "1"),
        (Count(words="Villagers", min=None, max=None), "Villagers"),
        (Count(words="", min=None, max=None), "an unknown number"),
        (Count(words="", min=12, max=None), "at least 12"),
        (Count(words="", min=None, max=5), "up to 5"),
        (Count(words="", min=3, max=5), "3–5"),
    ],
)
def test_counts_are_said_as_people_write_them(count: Count, words: str) -> None:
    assert people(count) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2025, 12, 31), date(2025, 12, 31), "31 December 2025"),
        (date(2024, 5, 15), date(2024, 5, 31), "15–31 May 2024"),
        (date(2024, 5, 15), date(2024, 6, 3), "15 May – 3 June 2024"),
        (date(2024, 12, 30), date(2025, 1, 2), "30 December 2024 – 2 January 2025"),
    ],
)
def test_an_interval_of_days_says_what_both_share_once(start: date, end: date, words: str) -> None:
    assert days(start, end) == words


def _casualty(effect: str, count: Count, **known: object) -> Casualty:
    unknown = dict.fromkeys(("who", "incident", "where", "when", "part_of", "speaker"))
    rest = {**unknown, "scope": "incident", "disputed": False, "evidence": (), **known}
    return Casualty.model_validate({"effect": effect, "count": count, **rest})


def _with(brief: Brief | None = None, **changes: object) -> Brief:
    return (brief or arabic_brief()).model_copy(update=changes)


@pytest.mark.parametrize(
    ("effect", "count", "who", "line"),
    [
        ("killed", Count(words="six", min=6, max=6), None, "6 killed"),
        ("killed", Count(words="six", min=6, max=6), "coal miners", "6 coal miners killed"),
        ("killed", Count(words="a man", min=1, max=1), "a man, 34", "1 killed, a man, 34"),
        ("injured", Count(words="no one", min=0, max=0), None, "no one injured"),
        ("injured", Count(words="no", min=0, max=0), "aid workers", "no aid workers injured"),
        (
            "missing",
            Count(words="scores", min=40, max=199),
            "hikers",
            "scores (40–199) missing, hikers",
        ),
        (
            "displaced",
            Count(words="residents", min=None, max=None),
            "residents",
            "residents displaced",
        ),
        ("ill", Count(words="six", min=6, max=6), "عمال", "6 ill, عمال"),
    ],
)
def test_a_casualty_reads_as_a_line(effect: str, count: Count, who: str | None, line: str) -> None:
    brief = _with(casualties=(_casualty(effect, count, who=who),))
    assert f"• {line}\n" in render(brief, "text")


@untimed
@given(st.lists(st.none() | st.integers(-2, 6), max_size=6))
def test_wherever_parts_point_each_casualty_is_told_once(totals: list[int | None]) -> None:
    casualties = tuple(
        _casualty("killed", Count(words=str(n), min=n, max=n), part_of=total)
        for n, total in enumerate(totals, 10)
    )
    told = render(_with(casualties=casualties), "text")
    for number in range(10, 10 + len(totals)):
        assert len(re.findall(rf"\b{number} (?:killed|of them)", told)) == 1


@pytest.mark.parametrize(
    ("provenance", "words"),
    [
        (Provenance(engine="rules", model="1.2"), "rules engine 1.2 · article"),
        (Provenance(engine="rules", model="rules 1"), "rules engine 1 · article"),
        (
            Provenance(engine="model", model="m", attempts=1),
            "1 attempt · tokens unknown · cost unk",
        ),
        (
            Provenance(
                engine="model",
                model="m",
                attempts=2,
                repairs=1,
                usage=Usage(input_tokens=1500, output_tokens=20, cached_tokens=1000),
                cost=0.5,
            ),
            "2 attempts, 1 repair · 1,500 tokens in (1,000 cached), 20 out · $0.5000",
        ),
        (Provenance(engine="model", model="m", cost=0.0), "$0.0000"),
        (Provenance(engine="model", model="m", cost=0.00001), "less than $0.0001"),
        (Provenance(engine="model", model="m", cost=12.345), "$12.35"),
        (Provenance(engine="model", model="m", cached=True), "remembered answer"),
        (Provenance(engine="unknown", model="elsewhere"), "unknown engine elsewhere"),
    ],
)
def test_the_foot_says_who_made_it_at_what_price(provenance: Provenance, words: str) -> None:
    foot = render(_with(provenance=provenance), "text", width=300).splitlines()[-1]
    assert words in foot


# ------------------------------------------------------------------ the terminal


@pytest.mark.parametrize("width", [40, 60, 88, 120])
@pytest.mark.parametrize("brief", [ferry_brief(), arabic_brief()], ids=["ferry", "arabic"])
def test_no_line_is_wider_than_the_terminal(brief: Brief, width: int) -> None:
    lines = render(brief, "text", width=width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert lines == [line.rstrip() for line in lines]


def test_colour_adds_nothing_but_colour() -> None:
    plain = render(ferry_brief(), "text")
    coloured = render(ferry_brief(), "text", color=True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
    assert "\x1b[1;31m" in coloured


def test_the_text_tells_everything_that_qualifies_an_item() -> None:
    told = " ".join(render(ferry_brief(), "text").split())
    for words in (
        "• at least nine killed (disputed) — Norvian coast guard [3]",
        "- 2 of them children [3]",
        "• more than 1,200 killed (running total) — Kestrian Red Cross [15]",
        "NOT fire on ships in the Marrin Strait (agreement) [11]",
        "deadline: by the end of May (15–31 May 2024)",
        "condition: unless the Front hands over those responsible",
        "(offer, proposed) [13]",
        "Who fired the drone that hit the ferry Lady Marrin? (disputed) [6] [8]",
        "- Anneke Roth: the wreckage bore the Front's markings [8]",
        "× casualty, count: 60 missing passengers [5]",
        "Sentence 5 gives no 60. (number not in evidence)",
        "! Sentence 21 reads like an instruction",
        "PUT RIGHT BY THE REPAIR",
    ):
        assert words in told


def test_each_cited_sentence_is_printed_once_at_the_end() -> None:
    told = render(ferry_brief(), "text").split("EVIDENCE\n")[1]
    numbers = re.findall(r"^ *\[(\d+)\]", told, re.MULTILINE)
    assert numbers == "3 4 6 7 8 11 12 13 14 15 16 17 18".split()


def test_what_is_absent_is_said() -> None:
    assert "Actors, commitments and open questions: not looked for." in render(
        arabic_brief(), "text"
    )


def test_an_article_cannot_steer_the_terminal() -> None:
    statement = Statement(text=f"Storm hits {ESCAPES}", evidence=())
    told = render(_with(headline=statement, warnings=(ESCAPES,)), "text")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", told)
    assert "Storm hits [31mred" in told


@untimed
@given(TEXT)
def test_cleaned_text_is_one_printable_line(text: str) -> None:
    assert clean(text).splitlines() in ([], [clean(text)])
    assert clean(clean(text)) == clean(text)


# ------------------------------------------------------------------ Markdown

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKUP = st.lists(
    st.sampled_from(
        [*"*_`~[]()<>#+-=!|\\&$:.1 a@", "http://a.example", "www.a.example", "&amp;", "<b>", "```"]
    ),
    max_size=14,
).map("".join)


@untimed
@given(MARKUP | TEXT)
def test_escaped_text_is_shown_and_does_nothing_else(text: str) -> None:
    words = clean(text)
    tokens = PARSER.parse(escape(words))
    if not words:
        assert tokens == []
        return
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "code_inline"}
    assert "".join(child.content for child in children) == words


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("see https://a.example/x", r"see https\://a.example/x"),
        ("see www.a.example", r"see www\.a.example"),
        ("write to ann@a.example now", "write to `ann@a.example` now"),
        ("as @ann said", "as `@ann` said"),
        ("@ann@bob", "`@ann@bob`"),
        ("at 1:30, he said: go", "at 1:30, he said: go"),
        ("AT&T &amp; co", "AT&T &amp;amp; co"),
        ("1. first", r"1\. first"),
        ("~~not~~ **so** _it_ is", r"\~\~not\~\~ \*\*so\*\* \_it\_ is"),
        ("<b>bold</b> `code`", r"&lt;b&gt;bold&lt;/b&gt; \`code\`"),
        ("costs $5 or $6 | #1", r"costs \$5 or \$6 \| \#1"),
    ],
)
def test_addresses_and_marks_are_written_as_text(text: str, written: str) -> None:
    assert escape(text) == written


def test_markdown_links_each_mark_to_its_sentence() -> None:
    written = render(ferry_brief(), "md")
    targets = set(re.findall(r'<a id="([^"]+)"></a>', written))
    marks = set(re.findall(r"\]\(#([^)]+)\)", written))
    assert marks == targets
    assert len(targets) == 13


def test_markdown_of_a_hostile_article_has_no_markup_but_ours() -> None:
    brief = _hostile_brief()
    kinds = set()
    for token in PARSER.parse(render(brief, "md")):
        for child in token.children or []:
            kinds.add(child.type)
            if child.type == "html_inline":
                assert re.fullmatch(r'<a id="[0-9a-f]{4}-\d+">|</a>', child.content)
            if child.type == "link_open":
                assert str(child.attrs["href"]).startswith("#")
    assert "image" not in kinds


def test_only_web_addresses_are_linked() -> None:
    document = replace(ferry_document(), url="javascript:alert(1)//x")
    brief = ferry_brief().model_copy(update={"source": source(document)})
    assert outline(brief).href == ""
    assert 'href="javascript' not in render(brief, "html", document=document)
    assert "](<" not in render(brief, "md")


# ------------------------------------------------------------------ the page


def _hostile_brief() -> Brief:
    document = _document(HOSTILE)
    cited = evidence(document, 1)
    statement = Statement(text=HOSTILE, evidence=cited)
    actor = ferry_brief().actors[0]
    refused = ferry_brief().unsupported[0]
    return Brief(
        source=source(document),
        headline=statement,
        summary=(statement,),
        actors=(
            actor.model_copy(
                update={"name": HOSTILE, "role": HOSTILE, "aliases": (HOSTILE,), "evidence": cited}
            ),
        ),
        commitments=(
            ferry_brief()
            .commitments[1]
            .model_copy(
                update={
                    "by": (HOSTILE,),
                    "condition": HOSTILE,
                    "deadline": Deadline(words=HOSTILE),
                    "speaker": HOSTILE,
                    "evidence": cited,
                }
            ),
        ),
        casualties=(),
        questions=(),
        unsupported=(
            refused.model_copy(
                update={"message": HOSTILE, "field": HOSTILE, "item": {HOSTILE: [HOSTILE]}}
            ),
        ),
        warnings=(HOSTILE,),
        provenance=Provenance(engine="model", model=HOSTILE, prompt=HOSTILE),
    )


def _document(*sentences: str) -> Document:
    text = "\n".join(sentences)
    made, start = [], 0
    for number, sentence in enumerate(sentences, 1):
        made.append(Sentence(number, Span(start, start + len(sentence)), sentence))
        start += len(sentence) + 1
    return Document(text=text, sentences=tuple(made), title=sentences[0], language="en")


class Page(HTMLParser):
    """What a browser would make of a page: tags, attributes, and the text under each id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.under: dict[str, str] = {}
        self.within: list[tuple[str, str | None]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag not in {"meta", "link"}:
            self.within.append((tag, found.get("id")))
            self.under.setdefault(found.get("id", tag), "")

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self.within.pop()
        assert opened == tag

    def handle_data(self, data: str) -> None:
        for name, id_ in self.within:
            self.under[id_ or name] += data

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.tags if attribute in attributes]


@pytest.fixture(scope="module")
def ferry_page() -> Page:
    return Page(render(ferry_brief(), "html", document=ferry_document()))


def test_markup_in_an_article_stays_text() -> None:
    page = Page(render(_hostile_brief(), "html", document=_document(HOSTILE)))
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert [tag for tag, _ in page.tags].count("style") == 1
    assert page.under["s1"] == HOSTILE
    assert page.under["title"] == HOSTILE
    assert HOSTILE in page.under["commitment-1"]


@untimed
@given(st.lists(st.text(min_size=1, max_size=20) | MARKUP.filter(bool), min_size=1, max_size=3))
def test_the_page_shows_every_sentence_as_it_stands(sentences: list[str]) -> None:
    document = _document(*sentences)
    brief = _with(source=source(document), summary=(), casualties=())
    page = Page(render(brief, "html", document=document))
    assert [page.under[f"s{n}"] for n in range(1, len(sentences) + 1)] == sentences


def test_the_policy_allows_our_style_and_script_and_nothing_else(ferry_page: Page) -> None:
    policy = next(
        a["content"] for t, a in ferry_page.tags if a.get("http-equiv") == "Content-Security-Policy"
    )
    for tag in ("style", "script"):
        digest = hashlib.sha256(ferry_page.under[tag].encode()).digest()
        assert f"{tag}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert policy.startswith("default-src 'none'; img-src data:; ")
    assert "unsafe" not in policy


def test_the_page_asks_nothing_of_the_network(ferry_page: Page) -> None:
    assert ferry_page.values("src") == []
    for tag, attributes in ferry_page.tags:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        if tag == "link":
            assert attributes["href"].startswith("data:")
    assert not re.search(r"url\(|@import", ferry_page.under["style"])
    outside = [href for href in ferry_page.values("href") if href.startswith("http")]
    assert outside == [ferry_document().url]


@pytest.mark.parametrize(
    ("brief", "document"),
    [(ferry_brief(), ferry_document()), (arabic_brief(), arabic_document())],
    ids=["ferry", "arabic"],
)
def test_every_reference_in_the_page_leads_somewhere(brief: Brief, document: Document) -> None:
    page = Page(render(brief, "html", document=document))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    for href in page.values("href"):
        assert not href.startswith("#") or href[1:] in ids
    for attribute in ("aria-describedby", "aria-labelledby"):
        for name in " ".join(page.values(attribute)).split():
            assert name in ids


def test_exactly_the_cited_sentences_are_marked(ferry_page: Page) -> None:
    marked = [attributes["id"] for tag, attributes in ferry_page.tags if tag == "mark"]
    assert marked == [f"s{n}" for n in outline(ferry_brief()).sentences]


def test_headings_and_lines_of_the_article_are_kept(ferry_page: Page) -> None:
    tags = [tag for tag, _ in ferry_page.tags]
    assert tags.count("h3") == 2
    assert "dateline" in ferry_page.values("class")
    assert tags.count("h1") == 1


def test_an_article_keeps_its_language_and_direction() -> None:
    page = Page(render(arabic_brief(), "html", document=arabic_document()))
    assert page.values("lang")[0] == "en"
    assert "ar" in page.values("lang")
    assert all(a.get("dir") == "auto" for tag, a in page.tags if tag == "h3")


def test_an_article_without_title_or_address_is_told_by_what_is_known() -> None:
    document = replace(_document("It rained."), title=None)
    brief = _with(source=source(document), summary=(), casualties=())
    assert '<p class="about">date unknown · 1 sentence</p>' in render(
        brief, "html", document=document
    )
    assert "# Untitled article\n\ndate unknown · 1 sentence" in render(brief, "md")


def _contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_text_has_contrast_enough(scheme: str) -> None:
    style = files("summarizer.render").joinpath("page.css").read_text("utf-8")
    blocks = [dict(re.findall(r"--([\w-]+): (#[\da-f]{6})", b)) for b in style.split(":root")[1:3]]
    colours = {**blocks[0], **(blocks[1] if scheme == "dark" else {})}
    kinds = [name.removesuffix("-glow") for name in colours if name.endswith("-glow")]
    assert len(kinds) == 6
    for text in (*kinds, "ink", "quiet"):
        assert _contrast(colours[text], colours["paper"]) >= 4.5
    for kind in kinds:
        for text in (kind, "ink", "quiet"):
            assert _contrast(colours[text], colours[f"{kind}-glow"]) >= 4.5, (text, kind)


def test_elements_escape_what_is_not_html() -> None:
    inner = element("b", "<i>", title='"')
    assert inner == '<b title="&quot;">&lt;i&gt;</b>'
    assert element("p", inner, "&", class_="x", id=None) == f'<p class="x">{inner}&amp;</p>'
    assert join("a", "", inner, between="<") == f"a&lt;{inner}"
