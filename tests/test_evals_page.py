"""The page of an eval in a real browser: pairs side by side, evidence lit, judgements out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer.evals import run as room
from summarizer.evals.report import report
from summarizer.evals.results import Suite
from summarizer.sync import wait_for

from .suites import VOTE_ARTICLE, plant
from .test_page import browser as browser

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    suite = plant(tmp_path)
    article = suite / "vote" / "article.txt"
    article.write_text(VOTE_ARTICLE + "\n</script><script>document.title='broken'</script>\n")
    cases = room.select(suite)
    result = wait_for(room.run(cases, *room.rules(), Suite(name="larne", split="all")))
    (tmp_path / "report.html").write_text(report(".html", result, cases), "utf-8")
    opened = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto((tmp_path / "report.html").as_uri())
    yield opened
    assert not said
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []
    opened.close()


def test_it_opens_on_the_first_article_with_its_pairs(page: Any) -> None:
    assert page.title() == "rules on larne (all)"
    assert page.locator("nav button").count() == 2
    assert "injured 2, workers" in page.locator(".pairs").inner_text()


def test_a_picture_shows_each_score_with_its_interval(page: Any) -> None:
    assert "casualties 1.000" in page.locator("svg.picture").get_attribute("aria-label")
    assert page.locator("svg.picture .dot").count() == 5


def test_hovering_a_pair_lights_the_evidence_of_both_sides(page: Any) -> None:
    row = page.locator(".pair", has_text="injured 2")
    row.hover()
    lit = page.locator(".article p[class^=lit]")
    assert lit.count() >= 1
    assert "Two workers were injured" in " ".join(lit.all_inner_texts())


def test_errors_are_filtered_by_class_and_field(page: Any) -> None:
    page.select_option("#error", "missed")
    page.select_option("#field", "actors")
    tags = page.locator(".pair .tag").all_inner_texts()
    assert all(tag.startswith("missed") for tag in tags)
    page.fill("#search", "no such article")
    assert page.locator("nav button").count() == 0


def test_judged_pairs_are_exported_as_lines(page: Any) -> None:
    page.locator(".pair", has_text="injured 2").get_by_role("button", name="match").click()
    with page.expect_download() as download:
        page.click("#export")
    lines = Path(download.value.path()).read_text("utf-8").splitlines()
    (judged,) = map(json.loads, lines)
    assert judged["verdict"] == "match"
    assert (judged["case"], judged["field"]) == ("fire", "casualties")
    assert judged["predicted"]["effect"] == judged["reference"]["effect"] == "injured"


def test_an_article_stays_text(page: Any) -> None:
    page.locator("nav button").nth(1).click()
    assert "</script>" in page.locator(".article").inner_text()
    assert page.title() != "broken"
