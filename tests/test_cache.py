"""The memory of accepted answers: one file, many processes, never in the way."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from summarizer.model.cache import Store, key

Open = Callable[..., Store]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens a store, and closes it when the test is over."""
    with ExitStack() as stores:

        def open_(path: Path | None = tmp_path / "a.sqlite") -> Store:
            store = Store(path)
            stores.callback(store.close)
            return store

        yield open_


def test_what_was_remembered_is_found_again_by_another_opening_of_the_file(
    tmp_path: Path, opened: Open
) -> None:
    path = tmp_path / "new" / "folder" / "a.sqlite"
    store = opened(path)
    assert store.answer("k") is None
    store.remember("k", '{"a": "é"}')
    store.remember("k", '{"a": "ø"}')
    store.close()
    assert opened(path).answer("k") == '{"a": "ø"}'


def test_facts_and_answers_do_not_mix(tmp_path: Path, opened: Open) -> None:
    store = opened()
    store.learn("x", "fact")
    assert store.answer("x") is None
    assert store.fact("x") == "fact"


def test_an_old_fact_is_forgotten_when_a_fresh_one_is_wanted(tmp_path: Path, opened: Open) -> None:
    store = opened()
    store.learn("x", "fact")
    with sqlite3.connect(tmp_path / "a.sqlite") as other:
        other.execute("UPDATE fact SET at = at - 1000")
    other.close()
    assert store.fact("x", newer_than=999) is None
    assert store.fact("x", newer_than=2000) == "fact"
    assert store.fact("x") == "fact"


def test_without_a_path_nothing_is_remembered_and_nothing_written(
    tmp_path: Path, opened: Open
) -> None:
    store = opened(None)
    store.remember("k", "v")
    assert store.answer("k") is None


@pytest.mark.parametrize("content", [b"this is no database", b"SQLite format 3\x00 and then rot"])
def test_a_corrupted_file_is_a_warning_and_no_more(
    tmp_path: Path, opened: Open, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(content * 100)
    store = opened(path)
    store.remember("k", "v")
    assert store.answer("k") is None
    assert [r.levelno for r in caplog.records] == [logging.WARNING]
    assert str(path) in caplog.text
    assert "going on without" in caplog.text


def test_a_file_that_rots_while_open_is_a_warning_and_no_more(
    tmp_path: Path, opened: Open, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "a.sqlite"
    store = opened(path)
    store.remember("k", "v")
    with sqlite3.connect(path) as other:
        other.execute("DROP TABLE answer")
    other.close()
    store.remember("k", "v")
    store.remember("k", "v")
    assert store.answer("k") is None
    assert len(caplog.records) == 1


def test_a_folder_that_cannot_be_made_is_a_warning_and_no_more(
    tmp_path: Path, opened: Open, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert opened(tmp_path / "file" / "a.sqlite").answer("k") is None
    assert len(caplog.records) == 1


def test_several_processes_write_one_file_and_lose_nothing(tmp_path: Path, opened: Open) -> None:
    script = (
        "import sys; from pathlib import Path; from summarizer.model.cache import Store\n"
        "store = Store(Path(sys.argv[1]))\n"
        "for n in range(200): store.remember(f'{sys.argv[2]} {n}', 'v' * 500)\n"
    )
    path = tmp_path / "a.sqlite"
    writers = [subprocess.Popen([sys.executable, "-c", script, path, w]) for w in "abc"]
    assert [w.wait() for w in writers] == [0, 0, 0]
    store = opened(path)
    assert all(store.answer(f"{w} {n}") for w in "abc" for n in range(200))


def test_a_killed_writer_leaves_a_file_that_opens(tmp_path: Path, opened: Open) -> None:
    script = (
        "import os, sys; from pathlib import Path; from summarizer.model.cache import Store\n"
        "store = Store(Path(sys.argv[1])); store.remember('k', 'v'); os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", script, tmp_path / "a.sqlite"], check=False)
    assert opened().answer("k") == "v"


VALUES = st.recursive(st.text() | st.integers() | st.booleans(), lambda v: st.lists(v, max_size=3))


@trying(deadline=None)  # a busy machine is no failure
@given(request=st.dictionaries(st.text(), VALUES, max_size=5))
def test_a_key_does_not_depend_on_the_order_of_fields(request: dict[str, object]) -> None:
    assert key(request) == key(dict(reversed(request.items())))
    assert key(request) != key({**request, "more": 1}) or request.get("more") == 1
