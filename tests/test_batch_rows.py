"""The input of a batch: rows, parts and the plan; nothing given vanishes, nothing comes twice."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.batch import rows as rows_room
from summarizer.batch.plan import Inputs, Part, Plan, find, parts
from summarizer.batch.rows import Reading, Row, article, entry, lines, rows
from summarizer.document import Document
from summarizer.errors import InputError, SummarizerError, TooLarge
from summarizer.sync import wait_for

TEXT = "A crane fell on a market hall in Velden on Saturday. Four shoppers were hurt, police said."


def cut(folder: Path, data: bytes, size: int = 2) -> list[Part]:
    (folder / "feed.jsonl").write_bytes(data)
    return list(parts(Inputs(folder, ("feed.jsonl",)), size))


def row(said: Any, line: int | None = 7) -> Row:
    data = said if isinstance(said, bytes) else json.dumps(said).encode()
    return Row(0, "feed.jsonl", line, data)


def read(said: Any, folder: Path = Path(), **reading: Any) -> Document:
    given = row(said)
    return wait_for(article(given, entry(given), folder, Reading(**reading)))


# ------------------------------------------------------------------ lines and parts


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    lines=st.lists(st.sampled_from([b"", b" ", b'{"text":"a"}', b"{", b"x" * 40, b"\xff"])),
    ends=st.booleans(),
    size=st.integers(1, 4),
)
def test_parts_of_any_size_hold_the_same_rows(
    tmp_path: Path, lines: list[bytes], ends: bool, size: int
) -> None:
    data = b"\n".join(lines) + (b"\n" if ends else b"")
    found = [r for part in cut(tmp_path, data, size) for r in rows(part)]
    expected = [(n, line) for n, line in enumerate(lines, 1) if line.strip()]
    if expected:
        assert [(r.line, bytes(r.data or b"").rstrip(b"\n")) for r in found] == expected  # type: ignore[arg-type]  # lines, never tables
    else:
        assert [(r.file, r.line) for r in found] == [("feed.jsonl", None)]


def test_a_part_says_how_many_rows_it_has(tmp_path: Path) -> None:
    found = cut(tmp_path, b"1\n\n2\n3\n\n\n4\n5\n")
    assert [part.rows for part in found] == [2, 2, 1]
    assert [part.first for part in found] == [1, 4, 8]
    assert [len(list(rows(part))) for part in found] == [2, 2, 1]


def test_what_is_appended_leaves_the_parts_before_it_as_they_are(tmp_path: Path) -> None:
    before = cut(tmp_path, b"1\n2\n3\n")
    after = cut(tmp_path, b"1\n2\n3\n4\n5\n")
    assert before[0] == after[0]
    assert before[1].digest != after[1].digest


def test_a_line_that_is_too_long_is_skipped_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_room, "LONGEST_ROW", 50)
    found = cut(tmp_path, b'{"text":"short"}\n' + b"x" * 3_000_000 + b'\n{"text":"after"}\n', 9)
    long = list(rows(found[0]))[1]
    assert long.data is None
    with pytest.raises(TooLarge, match=r"'feed.jsonl:2' is longer"):
        entry(long)
    assert [r.line for r in rows(found[0])] == [1, 2, 3]


def test_a_byte_order_mark_is_no_part_of_the_first_row(tmp_path: Path) -> None:
    (first,) = rows(cut(tmp_path, b'\xef\xbb\xbf{"id":"a"}\n')[0])
    assert entry(first).id == "a"


def test_a_duplicate_id_is_found_across_parts(tmp_path: Path) -> None:
    found = cut(tmp_path, b'{"id":"a"}\n{"id":"b"}\n{"id":"c"}\n{"id":"a"}\n{"id":7}\n{"id":"7"}\n')
    assert [part.duplicates for part in found] == [
        (), ((1, "feed.jsonl:1"),), ((1, "feed.jsonl:5"),),
    ]  # fmt: skip


def test_an_empty_file_is_one_row(tmp_path: Path) -> None:
    (part,) = cut(tmp_path, b"\n \n")
    (only,) = rows(part)
    with pytest.raises(InputError, match="nothing but white space"):
        wait_for(article(only, entry(only), tmp_path, Reading()))


def test_a_file_that_went_away_is_said(tmp_path: Path) -> None:
    (part,) = cut(tmp_path, b"1\n")
    (tmp_path / "feed.jsonl").unlink()
    with pytest.raises(InputError, match="cannot read"):
        list(rows(part))


def test_lines_within_bounds_start_in_them(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"one\ntwo\nthree")
    assert list(lines(path, 4, 8, 2)) == [(2, 8, b"two\n")]


# ------------------------------------------------------------------ what INPUT names


def test_a_folder_is_searched_to_the_bottom(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.html", "a/.hidden.txt", ".git/d.txt", "photo.jpg", "OUT/e.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = find(str(tmp_path), tmp_path / "OUT")
    assert found.files == ("a/c.html", "b.txt")
    assert found.skipped == {".jpg": 1}


def test_a_glob_takes_what_it_matches(tmp_path: Path) -> None:
    for name in ("x/1.txt", "y/2.log", "y/3.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = find(f"{tmp_path}/**/[12].*", tmp_path / "out")
    assert (found.root, found.files) == (tmp_path.resolve(), ("x/1.txt", "y/2.log"))


@pytest.mark.parametrize(
    ("words", "says"),
    [("gone.jsonl", "no such file"), ("*.jsonl", "no file matches"), (".", "holds no article")],
)
def test_an_input_with_nothing_in_it_is_refused(
    words: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=says):
        find(words, Path("out"))


def test_files_and_feeds_of_a_folder_are_parts_of_one_kind_each(tmp_path: Path) -> None:
    for name in ("1.txt", "2.txt", "4.txt"):
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "3.jsonl").write_text('{"id":"1.txt"}\n')
    found = list(parts(find(str(tmp_path), tmp_path / "out"), 10))
    assert [(part.kind, part.rows) for part in found] == [("files", 2), ("lines", 1), ("files", 1)]
    assert found[1].duplicates == ((0, "1.txt"),)
    assert [part.index for part in found] == [0, 1, 2]


# ------------------------------------------------------------------ what a row says


@pytest.mark.parametrize(
    ("said", "error", "says"),
    [
        (b"{", InputError, "'feed.jsonl:7' is not JSON"),
        (b"[1]", InputError, "no object"),
        (b"\xff\xfe", InputError, "not UTF-8"),
        (b"[" * 100_000, InputError, "cannot be read"),
        (b'{"id":' + b"9" * 5_000 + b"}", InputError, "cannot be read"),
        ({"id": [1], "text": TEXT}, InputError, "the id of"),
        ({"id": "a"}, InputError, 'none of "text"'),
        ({"text": ""}, InputError, "an empty 'text'"),
        ({"text": 5}, InputError, "'text' of 'feed.jsonl:7' is 5"),
        ({"text": " \u200b "}, InputError, "empty"),
        ({"text": "x" * 5_000_001}, TooLarge, "characters"),
        ({"html": "<p>x</p>" * 800_000}, TooLarge, "larger than 5 MB"),
        ({"url": "article-5"}, InputError, "no page"),
        ({"url": " "}, InputError, "an empty 'url'"),
        ({"url": "http://127.0.0.1/"}, InputError, "private|this machine|not public"),
    ],
)
def test_a_row_that_is_no_article_says_why(
    said: Any, error: type[SummarizerError], says: str
) -> None:
    with pytest.raises(error, match=says):
        read(said)


def test_a_row_gives_title_date_url_and_language() -> None:
    said = {"text": TEXT, "title": "Crane\x00 falls", "published": "2026-05-02T08:00:00Z"}
    found = read({**said, "url": "https://example.org/1", "language": "en-GB"})
    assert (found.title, found.published, found.url, found.language) == (
        "Crane falls", date(2026, 5, 2), "https://example.org/1", "en",
    )  # fmt: skip


def test_a_page_is_read_as_one() -> None:
    page = f"<html lang=en><title>Crane falls</title><body><article><p>{TEXT}</p></article></html>"
    found = read({"html": page, "published": "2026-05-02"})
    assert TEXT in found.text
    assert found.published == date(2026, 5, 2)


def test_a_date_that_is_none_is_said_and_not_used() -> None:
    found = read({"text": TEXT, "published": "last Tuesday"})
    assert found.published is None
    assert found.warnings == ("the row's date 'last Tuesday' is no ISO date; not used",)


def test_everything_else_is_carried_through() -> None:
    said = entry(row({"id": 12, "text": TEXT, "desk": {"name": "foreign"}, "n": None}))
    assert said.id == "12"
    assert said.carried == {"desk": {"name": "foreign"}, "n": None}


def test_a_row_without_an_id_is_called_by_its_place() -> None:
    assert entry(row({"text": TEXT})).id == "feed.jsonl:7"


# ------------------------------------------------------------------ the plan


def test_a_plan_is_read_back_as_it_was_made(tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").write_bytes(b'{"id":1}\n{"id":1}\n{"id":2}\n')
    inputs = find(str(tmp_path / "feed.jsonl"), tmp_path / "out")
    made = Plan.make(tmp_path / "plan.jsonl", inputs, 2)
    again = Plan.load(tmp_path / "plan.jsonl")
    assert again == made == replace(made, parts=2, rows=3)
    assert list(made) == list(parts(inputs, 2))


@pytest.mark.parametrize("left", [b"", b'{"index": 0', b'{"rows": 1}\n', b"nonsense\n"])
def test_half_a_plan_is_none(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "plan.jsonl").write_bytes(left)
    assert Plan.load(tmp_path / "plan.jsonl") is None
    assert Plan.load(tmp_path / "gone.jsonl") is None
