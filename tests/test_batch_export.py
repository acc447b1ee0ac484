"""What a batch made, taken out: records, event rows, Parquet in and out; and the estimate."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.batch import tables
from summarizer.batch.export import EVENT, events, put
from summarizer.batch.plan import Inputs, parts
from summarizer.batch.rows import entry, rows
from summarizer.brief import Brief
from summarizer.errors import InputError

from .commandline import Line
from .loopback import Exchange, Loopback
from .samples import ferry_brief

BRIEF = ferry_brief()
TEXT = """\
Coal mine roof falls in at Brezna

The roof of a coal mine at Brezna fell in on Thursday, killing at least six miners, the rescue
service said. Another 11 were injured.

The mine's owner, Karst Energy, promised to pay for the funerals by the end of May.
"""


@pytest.fixture
def made(line: Line) -> Path:
    feed = [{"id": "a", "text": TEXT, "published": "2026-04-02", "desk": "=1+1"}, {"id": "b"}]
    Path("feed.jsonl").write_text("\n".join(map(json.dumps, feed)))
    assert line("batch", "feed.jsonl", "out", "-m", "rules", "-q", "--workers", "1").code == 5
    return Path("out")


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_records_come_out_in_the_order_of_the_input(line: Line, made: Path) -> None:
    left = line("batch", "export", made)
    found = [json.loads(row) for row in left.out.splitlines()]
    assert [(r["id"], r["state"]) for r in found] == [("a", "brief"), ("b", "failed")]
    assert found[0]["carried"] == {"desk": "=1+1"}
    Brief.model_validate(found[0]["brief"])


def test_one_state_alone(line: Line, made: Path) -> None:
    left = line("batch", "export", made, "--only", "failed")
    assert [json.loads(row)["id"] for row in left.out.splitlines()] == ["b"]


def test_an_event_row_says_who_was_harmed_and_cites_it(line: Line, made: Path) -> None:
    found = table(line("batch", "export", made, "-f", "csv").out)
    killed = next(row for row in found if row["type"] == "killed")
    assert killed["id"] == "a"
    assert (killed["words"], killed["min"], killed["max"]) == ("at least six", "6", "")
    assert killed["published"] == "2026-04-02"
    assert "killing at least six miners" in killed["cited"]


def test_every_item_of_a_brief_has_its_row() -> None:
    brief = BRIEF.model_dump(mode="json")
    found = list(events({"id": "x", "file": "f", "line": 1, "brief": brief}))
    kinds = [row["kind"] for row in found]
    for kind, items in (
        ("casualty", BRIEF.casualties),
        ("commitment", BRIEF.commitments),
        ("actor", BRIEF.actors),
        ("question", BRIEF.questions),
    ):
        assert items
        assert kinds.count(kind) == len(items)
    for row in found:
        assert set(row) <= set(EVENT)
        assert row["cited"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(start: str) -> None:
    brief = BRIEF.model_dump(mode="json")
    brief["actors"][0]["name"] = f"{start}cmd|' /C calc'!A0"
    out = io.StringIO()
    put([{"id": start, "file": "f", "line": 1, "brief": brief}], "csv", out)
    for row in table(out.getvalue()):
        assert not any(value.startswith(("=", "+", "-", "@")) for value in row.values())


def test_a_file_is_written_whole(line: Line, made: Path) -> None:
    rows = len(table(line("batch", "export", made, "-f", "csv").out))
    assert line("batch", "export", made, "-o", "events.csv").err == f"{rows} rows in 'events.csv'\n"
    assert Path("events.csv").read_bytes().startswith(b"\xef\xbb\xbfid,file")
    left = line("batch", "export", made, "-o", "gone/records.jsonl")
    assert (left.code, "cannot write" in left.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["nowhere"], "not the output of a batch"), (["out", "--run", "run-x"], "there are run-")],
)
def test_what_is_not_there_cannot_be_exported(
    line: Line, made: Path, arguments: list[str], says: str
) -> None:
    left = line("batch", "export", *arguments)
    assert (left.code, says in left.err) == (4, True), left.err


# ------------------------------------------------------------------ Parquet


def parquet(path: Path, values: list[dict[str, Any]], group: int) -> None:
    arrow, store = tables.arrow()
    store.write_table(arrow.Table.from_pylist(values), path, row_group_size=group)


@pytest.mark.parametrize("size", [1, 3, 4, 50])
def test_parquet_rows_are_found_wherever_a_part_begins(tmp_path: Path, size: int) -> None:
    pytest.importorskip("pyarrow")
    values = [{"id": f"r{n % 9}", "text": str(n)} for n in range(10)]
    parquet(tmp_path / "a.parquet", values, 4)
    cut = list(parts(Inputs(tmp_path, ("a.parquet",)), size))
    found = [row for part in cut for row in rows(part)]
    assert [row.line for row in found] == list(range(1, 11))
    assert [entry(row).fields["text"] for row in found] == [str(n) for n in range(10)]
    assert sum(part.rows for part in cut) == 10
    assert cut[-1].duplicates == ((cut[-1].rows - 1, "a.parquet:1"),)


def test_parquet_in_and_out(line: Line) -> None:
    pytest.importorskip("pyarrow")
    parquet(Path("in.parquet"), [{"id": 1, "text": TEXT}, {"id": 2, "text": ""}], 10)
    assert line("batch", "in.parquet", "out", "-m", "rules", "-q", "--workers", "1").code == 5
    line("batch", "export", "out", "-o", "out.parquet")
    found = list(tables.records(Path("out.parquet"), 0, 2))
    assert [(r["id"], r["state"], r["line"]) for r in found] == [
        ("1", "brief", 1),
        ("2", "failed", 2),
    ]
    Brief.model_validate_json(found[0]["brief"])


def test_parts_may_be_parquet_and_failed_rows_are_retried_in_them(line: Line) -> None:
    pytest.importorskip("pyarrow")
    Path("desk").mkdir()
    Path("desk/a.txt").write_text(TEXT)
    Path("desk/b.txt").touch()
    asking = ("desk", "out", "-m", "rules", "-q", "--workers", "1", "--parts", "parquet")
    assert line("batch", *asking).code == 5
    assert len(list(Path("out").rglob("part-*.parquet"))) == 1
    before = [json.loads(row) for row in line("batch", "export", "out").out.splitlines()]
    assert [r["state"] for r in before] == ["brief", "failed"]
    assert before[1]["error"]["hint"]
    assert line("batch", *asking, "--retry-failed").code == 5
    assert [json.loads(row) for row in line("batch", "export", "out").out.splitlines()] == before
    assert not list(Path("out").rglob("part-*.jsonl"))


def test_what_is_no_parquet_says_so(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    (tmp_path / "a.parquet").write_text("id,text")
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        tables.count(tmp_path / "a.parquet")


# ------------------------------------------------------------------ the estimate


def test_an_estimate_is_what_the_sample_took_times_the_rows(
    line: Line, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    headline = {"evidence": [1], "text": "Coal mine roof falls in at Brezna"}
    draft = {
        "actors": [], "commitments": [], "casualties": [], "questions": [], "summary": [],
        "headline": headline,
    }  # fmt: skip

    def answer(exchange: Exchange) -> None:
        exchange.complete(json.dumps(draft), prompt_tokens=2_000)

    server.answer = answer
    for name, value in {
        "INPUT_PRICE": "1",
        "OUTPUT_PRICE": "10",
        "CONTEXT_TOKENS": "20000",
    }.items():
        monkeypatch.setenv(f"SUMMARIZER_{name}", value)
    feed = [json.dumps({"text": f"{TEXT}\nIt is mine number {n}."}) for n in range(1000)]
    Path("feed.jsonl").write_text("\n".join(feed))
    asking = ("-m", "tiny", "--base-url", f"{server.root}/v1")
    found = line("batch", "feed.jsonl", "out", *asking, "--estimate").json
    assert len(server.requests) == found["sampled"] == 20
    assert (found["rows"], found["input_tokens"], found["output_tokens"]) == (
        1000,
        2_000_000,
        90_000,
    )
    assert found["cost"] == pytest.approx(2.0 + 0.9)
    assert found["margin"] == pytest.approx(0, abs=1e-6)
    assert not Path("out").exists()
    line("batch", "feed.jsonl", "out", *asking, "--estimate")
    assert len(server.requests) == 20
