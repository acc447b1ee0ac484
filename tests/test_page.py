"""The page in a real browser: it lights what it should, runs nothing else, and asks for nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer.render import render

from .samples import ferry_brief, ferry_document

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 500}
NARROW = {"width": 390, "height": 700}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip("Chromium is not installed")
    with sync_api.sync_playwright() as playwright:
        # Chromium's sandbox refuses to start for root, which containers run as.
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "ferry.html"
    path.write_text(render(ferry_brief(), "html", document=ferry_document()), encoding="utf-8")
    return path


class Reader:
    """A person at the page: what it said on the console, and which requests it made."""

    def __init__(self, browser: Any, file: Path, **context: Any) -> None:
        self.context = browser.new_context(reduced_motion="reduce", **context)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())

    def lit(self, what: str) -> list[str]:
        """Ids of the sentences (".s") or items (".item") that are lit, in the order of the page."""
        found = self.page.locator(f"{what}[data-lit]")
        return [str(id_) for id_ in found.evaluate_all("found => found.map(each => each.id)")]

    def claim(self, item: str) -> Any:
        return self.page.locator(f"#{item} .claim").first

    def focused(self) -> str:
        return str(
            self.page.evaluate("(document.activeElement.closest('[data-cites]') || {}).id || ''")
        )


@pytest.fixture
def reader(browser: Any, file: Path, request: pytest.FixtureRequest) -> Iterator[Reader]:
    reader = Reader(browser, file, **getattr(request, "param", {"viewport": WIDE}))
    yield reader
    reader.context.close()
    assert reader.said == []
    # The icon is data within the page.
    assert [url for url in reader.asked if not url.startswith("data:")] == [file.as_uri()]


narrow = pytest.mark.parametrize("reader", [{"viewport": NARROW}], indirect=True)


def _sentences(item: str) -> list[str]:
    kind, number = item.split("-")
    brief = ferry_brief()
    items = {
        "actor": [a.evidence for a in brief.actors],
        "commitment": [c.evidence for c in brief.commitments],
        "casualty": [c.evidence for c in brief.casualties],
    }
    return [f"s{cited.sentence}" for cited in items[kind][int(number) - 1]]


def test_a_script_in_the_article_does_not_run(reader: Reader) -> None:
    assert reader.page.title() == ferry_brief().headline.text  # type: ignore[union-attr]
    assert '<script>document.title = "owned"</script>' in reader.page.inner_text("#article")


def test_nothing_is_lit_before_the_reader_points(reader: Reader) -> None:
    assert reader.lit(".s") == []
    assert reader.lit(".item") == []
    assert not reader.page.locator(".sheet").is_visible()


@pytest.mark.parametrize("item", ["actor-2", "commitment-2", "casualty-1", "casualty-2"])
def test_hovering_an_item_lights_exactly_its_sentences(reader: Reader, item: str) -> None:
    reader.claim(item).hover()
    assert reader.lit(".s") == _sentences(item)
    assert reader.lit(".item") == [item]
    reader.page.locator(".how").hover()
    assert reader.lit(".s") == []


def test_a_refused_item_lights_the_sentences_it_cites(reader: Reader) -> None:
    reader.claim("refused-1").hover()
    assert reader.lit(".s") == ["s5"]


def test_hovering_scrolls_the_article_and_leaves_the_brief_alone(reader: Reader) -> None:
    from playwright.sync_api import expect

    sentence = reader.page.locator("#s17")
    reader.claim("casualty-8").scroll_into_view_if_needed()
    before = reader.page.evaluate("scrollY")
    expect(sentence).not_to_be_in_viewport()
    reader.claim("casualty-8").hover()
    expect(sentence).to_be_in_viewport(ratio=1)
    assert reader.page.evaluate("scrollY") == before


def test_keyboard_visits_the_items_in_the_order_of_the_page(reader: Reader) -> None:
    items = reader.page.locator("[data-cites]").evaluate_all("all => all.map(each => each.id)")
    assert len(items) > 20
    visited: list[str] = []
    reader.page.mouse.move(300, 300)  # a resting pointer does not take part
    for _ in range(3 * len(items)):
        reader.page.keyboard.press("Tab")
        if (item := reader.focused()) and item not in visited:
            visited.append(item)
            if not item.startswith(("refused", "repaired")):
                assert reader.lit(".item") == [item]
    assert visited == items


def test_enter_holds_an_item_and_escape_lets_it_go(reader: Reader) -> None:
    claim = reader.claim("commitment-1")
    claim.focus()
    reader.page.keyboard.press("Enter")
    assert claim.get_attribute("aria-pressed") == "true"
    reader.claim("actor-3").hover()
    assert reader.lit(".s") == ["s11"]
    reader.page.keyboard.press("Escape")
    assert claim.get_attribute("aria-pressed") == "false"
    assert reader.lit(".s") == []
    assert reader.focused() == "commitment-1"


def test_a_second_click_lets_go(reader: Reader) -> None:
    claim = reader.claim("casualty-6")
    claim.click()
    reader.page.locator(".how").hover()
    assert reader.lit(".s") == ["s15"]
    claim.click()
    reader.page.locator(".how").hover()
    assert reader.lit(".s") == []


def test_clicking_a_sentence_shows_what_cites_it(reader: Reader) -> None:
    reader.page.locator("#s12").click()
    assert reader.lit(".item") == ["summary-2", "actor-1", "commitment-2"]
    sheet = reader.page.locator(".sheet")
    assert sheet.locator("h2").text_content() == "Sentence 12 is cited by"
    links = sheet.locator("a")
    assert links.evaluate_all("all => all.map(each => each.getAttribute('href'))") == [
        "#summary-2",
        "#actor-1",
        "#commitment-2",
    ]
    links.nth(2).click()
    assert reader.focused() == "commitment-2"
    reader.page.keyboard.press("Escape")
    assert not sheet.is_visible()


def test_a_sentence_number_does_the_same_from_the_keyboard(reader: Reader) -> None:
    number = reader.page.locator('.n[href="#casualty-8"]')
    number.focus()
    reader.page.keyboard.press("Enter")
    assert reader.lit(".item") == ["casualty-8"]
    assert reader.focused() == ""
    assert reader.page.evaluate("document.activeElement.hash") == "#casualty-8"
    reader.page.keyboard.press("Escape")
    assert number.evaluate("number => number === document.activeElement")
    assert reader.lit(".item") == []


def test_an_evidence_mark_holds_its_item(reader: Reader) -> None:
    reader.page.locator("#question-1 > .says .cite").nth(1).click()
    assert reader.lit(".s") == ["s6", "s8"]
    assert reader.claim("question-1").get_attribute("aria-pressed") == "true"


def test_items_and_sentences_are_named_for_screen_readers(reader: Reader) -> None:
    claim = reader.claim("casualty-1")
    assert claim.get_attribute("role") == "button"
    described = claim.get_attribute("aria-describedby").split()
    words = [reader.page.locator(f"#{id_}").inner_text() for id_ in described]
    assert "disputed" in words[0]
    assert words[1] == ferry_document().sentence(3).text
    snapshot = reader.page.locator("body").aria_snapshot()
    for landmark in ("banner", "main", 'region "The article"', 'heading "Casualties" [level=2]'):
        assert landmark in snapshot


@pytest.mark.parametrize(
    "reader",
    [{"viewport": WIDE, "color_scheme": scheme} for scheme in ("light", "dark")],
    indirect=True,
    ids=["light", "dark"],
)
def test_the_page_follows_the_colour_scheme(reader: Reader, request: pytest.FixtureRequest) -> None:
    paint = "getComputedStyle(document.body)."
    dark = "dark" in request.node.callspec.id
    assert _is_dark(reader.page.evaluate(paint + "backgroundColor")) is dark
    assert _is_dark(reader.page.evaluate(paint + "color")) is not dark


def _is_dark(colour: str) -> bool:
    channels = [int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    return sum(channels) < 384


@narrow
def test_a_narrow_screen_stacks_brief_and_article(reader: Reader) -> None:
    brief = reader.page.locator(".brief").bounding_box()
    article = reader.page.locator(".article").bounding_box()
    assert article["y"] >= brief["y"] + brief["height"]
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@narrow
def test_on_a_narrow_screen_the_sentences_come_to_the_reader(reader: Reader) -> None:
    reader.claim("commitment-2").click()
    sheet = reader.page.locator(".sheet")
    assert ferry_document().sentence(12).text in sheet.inner_text()
    claim, cover = reader.claim("commitment-2").bounding_box(), sheet.bounding_box()
    assert claim["y"] + claim["height"] <= cover["y"]
    sheet.locator("button").click()
    assert not sheet.is_visible()
    assert reader.lit(".s") == []


def test_print_shows_brief_and_article_in_full(reader: Reader) -> None:
    reader.page.emulate_media(media="print", color_scheme="dark")
    assert not _is_dark(reader.page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert reader.page.locator("#s21").is_visible()
    assert reader.page.evaluate(
        "document.querySelector('.article').scrollHeight <= "
        "document.querySelector('.article').clientHeight + 1"
    )
    assert not reader.page.locator(".how").is_visible()


@pytest.mark.parametrize(
    "reader", [{"viewport": WIDE, "java_script_enabled": False}], indirect=True
)
def test_without_scripts_marks_still_lead_to_sentences_and_back(reader: Reader) -> None:
    reader.page.locator("#casualty-6 .cite").click()
    assert reader.page.url.endswith("#s15")
    assert reader.page.locator("#s15").is_visible()
    reader.page.locator('.n[href="#casualty-6"]').click()
    assert reader.page.url.endswith("#casualty-6")
