"""The public surface: what `summarizer` exports is decided, typed, and there."""

from __future__ import annotations

import asyncio
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import summarizer
from summarizer import Brief, Document, Settings, asummarize, summarize, verify
from summarizer.document import document
from summarizer.render import render

TEXT = "Two people were hurt in a fire in Larne on Monday, police said. Nobody was killed."


@pytest.mark.parametrize("name", summarizer.__all__)
def test_every_exported_name_is_there(name: str) -> None:
    assert getattr(summarizer, name) is not None


def test_names_are_sorted_and_none_is_missing_from_the_list() -> None:
    assert list(summarizer.__all__) == sorted(summarizer.__all__)
    lazy = set(summarizer._HOME)
    assert lazy | {"__version__"} == set(summarizer.__all__)


def test_no_exported_name_is_a_room_that_would_take_its_place() -> None:
    rooms = {room.name for room in pkgutil.iter_modules(summarizer.__path__)}
    assert rooms.isdisjoint(summarizer.__all__)


def test_a_name_that_is_not_exported_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'summarise'"):
        summarizer.summarise  # noqa: B018


def test_the_package_is_typed() -> None:
    assert (Path(summarizer.__file__).parent / "py.typed").exists()


def test_a_text_becomes_a_brief_in_two_calls() -> None:
    article = document(TEXT, title="A fire")
    brief = summarize(article, settings=Settings(model="rules"))
    assert isinstance(article, Document)
    assert isinstance(brief, Brief)
    assert brief.source.title == "A fire"
    assert verify(brief, article) == ()
    assert "Larne" in render(brief, "md")


def test_summarize_works_inside_a_running_loop_as_in_a_notebook() -> None:
    async def cell() -> tuple[Brief, Brief]:
        article = document(TEXT)
        inside = summarize(article, settings=Settings(model="rules"))
        return inside, await asummarize(article, settings=Settings(model="rules"))

    inside, awaited = asyncio.run(cell())
    assert inside == awaited


def test_importing_the_package_changes_nothing_for_its_host() -> None:
    # A library that configures logging, warnings or signals surprises its users.
    code = (
        "import logging, signal, warnings;"
        "before = (logging.root.handlers[:], signal.getsignal(signal.SIGINT), warnings.filters[:]);"
        "import summarizer; summarizer.Settings;"
        "after = (logging.root.handlers[:], signal.getsignal(signal.SIGINT), warnings.filters[:]);"
        "assert before == after"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
