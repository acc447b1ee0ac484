"""The one part function: each row in one state, nothing half-written, and what stops a run."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from summarizer.batch.ledger import Journal, Place, Tally, encoded, record
from summarizer.batch.part import Room, Shift, run_part
from summarizer.batch.plan import Inputs, Part, parts
from summarizer.batch.rows import Row
from summarizer.brief import EMPTY_STATEMENT, Draft, DraftStatement, Provenance, Unsupported
from summarizer.document import Document
from summarizer.engine import Drafted
from summarizer.errors import BudgetError, ConfigError, Refused, Unavailable

TITLE = "Dyke breaks near Olsund"
TEXT = TITLE + "\n\nA dyke broke near Olsund on Sunday. Farm number {} was flooded, its owner said."
NONE = Draft(
    actors=[], commitments=[], casualties=[], questions=[], summary=[], headline=EMPTY_STATEMENT
)
GOOD = NONE.model_copy(update={"headline": DraftStatement(evidence=[1], text=TITLE)})
FALSE = GOOD.model_copy(
    update={"summary": [DraftStatement(evidence=[2], text="Nine dykes broke near Olsund.")]}
)


class Scripted:
    """An engine that does what it is told for the farm of each article."""

    def __init__(self, script: dict[int, Draft | Exception] | None = None) -> None:
        self.script = script or {}
        self.read: list[int] = []
        self.inside = self.most_inside = 0

    async def draft(self, document: Document) -> Drafted:
        number = int(document.text.partition("Farm number ")[2].split()[0])
        self.read.append(number)
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        await asyncio.sleep(0)
        self.inside -= 1
        outcome = self.script.get(number, GOOD)
        if isinstance(outcome, Exception):
            raise outcome
        return Drafted(outcome, Provenance(engine="model", model="scripted", attempts=1))

    async def repair(
        self, document: Document, drafted: Drafted, problems: Sequence[Unsupported]
    ) -> Drafted | None:
        return None


def a_part(folder: Path, count: int = 6, lines: Sequence[bytes] = ()) -> Part:
    made = [
        json.dumps({"id": f"f{n}", "text": TEXT.format(n), "desk": n}).encode()
        for n in range(count)
    ]
    (folder / "in.jsonl").write_bytes(b"\n".join([*made, *lines]))
    return next(iter(parts(Inputs(folder, ("in.jsonl",)), 1000)))


def a_shift(folder: Path, engine: Scripted, **more: Any) -> Shift:
    return Shift(engine, folder, Room(more.pop("rows", 3)), **more)


def run(part: Part, shift: Shift) -> Tally | None:
    return asyncio.run(run_part(part, shift))


def records(folder: Path, part: Part) -> list[dict[str, Any]]:
    return list(Place(folder, part).records())


def test_every_row_ends_in_exactly_one_state(tmp_path: Path) -> None:
    part = a_part(tmp_path, 6, [b"{", b'{"id":"f1","text":"x"}', b'{"id":"e"}'])
    engine = Scripted({2: FALSE, 4: Refused("the model declines"), 5: NONE})
    counted = run(part, a_shift(tmp_path, engine))
    assert counted == Tally(
        brief=3, unsupported=1, failed=5, requests=4,
        failures={"Refused": 1, "OutputError": 1, "InputError": 3},
    )  # fmt: skip
    found = records(tmp_path, part)
    assert [r["line"] for r in found] == list(range(1, 10))
    assert [r["state"] for r in found] == [
        "brief", "brief", "unsupported", "brief", "failed", "failed", "failed", "failed", "failed",
    ]  # fmt: skip
    for r in found:
        assert (r["brief"] is None) == (r["state"] == "failed") == (r["error"] is not None)
    assert found[4]["error"] == {
        "class": "Refused", "message": "the model declines", "hint": "",
    }  # fmt: skip
    assert found[0]["carried"] == {"desk": 0}
    assert "that of 'in.jsonl:2'" in found[7]["error"]["message"]


def test_an_article_in_which_nothing_is_found_fails(tmp_path: Path) -> None:
    part = a_part(tmp_path, 1)
    run(part, a_shift(tmp_path, Scripted({0: NONE})))
    assert "nothing was found" in records(tmp_path, part)[0]["error"]["message"]


def test_a_defect_of_ours_fails_one_row_and_says_where(tmp_path: Path) -> None:
    part = a_part(tmp_path, 3)
    counted = run(part, a_shift(tmp_path, Scripted({1: ZeroDivisionError("oh")})))
    assert counted is not None
    assert counted.failures == {"ZeroDivisionError": 1}
    assert "test_batch_part.py" in records(tmp_path, part)[1]["error"]["message"]


def test_a_finished_part_is_left_alone(tmp_path: Path) -> None:
    part = a_part(tmp_path)
    first = run(part, a_shift(tmp_path, Scripted()))
    again = Scripted()
    assert run(part, a_shift(tmp_path, again)) == first
    assert again.read == []


def test_lost_counts_are_counted_again(tmp_path: Path) -> None:
    part = a_part(tmp_path)
    first = run(part, a_shift(tmp_path, Scripted({1: FALSE})))
    Place(tmp_path, part).counts.unlink()
    assert Place(tmp_path, part).done() == first


def test_an_unfinished_part_goes_on_where_its_journal_ends(tmp_path: Path) -> None:
    part = a_part(tmp_path)
    journal = Journal(Place(tmp_path, part).journal)
    for number in (0, 3):
        row = Row(number, "in.jsonl", number + 1, b"")
        journal.add(number, encoded(record(row, None, Refused("kept"))))
    journal.close()
    engine = Scripted()
    run(part, a_shift(tmp_path, engine))
    assert sorted(engine.read) == [1, 2, 4, 5]
    assert records(tmp_path, part)[0]["error"]["message"] == "kept"
    assert not Place(tmp_path, part).journal.exists()


@pytest.mark.parametrize("torn", [b'4\t{"id":', b"4", b"\x00\x00\x00", b"garbage\n5\tx\n"])
def test_the_torn_end_of_a_journal_is_cut_off(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "a.journal"
    path.write_bytes(b"2\t{}\n0\t{}\n" + torn)
    journal = Journal(path)
    assert journal.done == {0, 2}
    journal.add(1, b"[]\n")
    assert journal.records() == [b"{}\n", b"[]\n", b"{}\n"]
    journal.close()


def test_a_row_written_twice_counts_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "a.journal")
    for word in (b"1\n", b"2\n"):
        journal.add(0, word)
    assert journal.records() == [b"1\n"]
    journal.close()


def test_only_failed_rows_are_tried_again(tmp_path: Path) -> None:
    part = a_part(tmp_path)
    run(part, a_shift(tmp_path, Scripted({2: Refused("no"), 4: Refused("no")})))
    engine = Scripted({4: Refused("still no")})
    counted = run(part, a_shift(tmp_path, engine, retry_failed=True))
    assert sorted(engine.read) == [2, 4]
    assert counted == Tally(brief=5, failed=1, requests=5, failures={"Refused": 1})
    assert [r["line"] for r in records(tmp_path, part)] == [1, 2, 3, 4, 5, 6]


def test_a_retry_that_is_stopped_leaves_the_finished_part_as_it_was(tmp_path: Path) -> None:
    part = a_part(tmp_path)
    first = run(part, a_shift(tmp_path, Scripted({2: Refused("no"), 4: Refused("no")})))
    assert run(part, a_shift(tmp_path, Scripted(), retry_failed=True, stopping=True)) is None
    assert Place(tmp_path, part).done() == first
    assert run(part, a_shift(tmp_path, Scripted(), retry_failed=True)) == Tally(brief=6, requests=6)


def test_a_shift_that_stops_ends_what_is_in_flight_and_begins_nothing(tmp_path: Path) -> None:
    part = a_part(tmp_path, 50)
    engine = Scripted()
    shift = a_shift(tmp_path, engine)
    ended: list[Tally] = []

    def report(counted: Tally) -> None:
        ended.append(counted)
        shift.stopping = len(ended) >= 5

    shift.report = report
    assert run(part, shift) is None
    assert len(ended) == len(engine.read) <= 5 + 3
    assert not Place(tmp_path, part).file.exists()
    assert run(part, a_shift(tmp_path, rest := Scripted())) == Tally(brief=50, requests=50)
    assert len(rest.read) == 50 - len(engine.read)


def test_rows_in_flight_are_bounded_over_all_parts(tmp_path: Path) -> None:
    engine = Scripted()
    shift = a_shift(tmp_path, engine, rows=4)
    found = []
    for name in "ab":
        (tmp_path / name).mkdir()
        found.append(a_part(tmp_path / name, 30))

    async def both() -> None:
        await asyncio.gather(*(run_part(part, shift) for part in found))

    asyncio.run(both())
    assert engine.most_inside == 4


@pytest.mark.parametrize("error", [ConfigError("no key"), BudgetError("no money")])
def test_what_every_row_would_fail_of_stops_the_run(tmp_path: Path, error: Exception) -> None:
    part = a_part(tmp_path, 20)
    shift = a_shift(tmp_path, engine := Scripted(dict.fromkeys(range(20), error)))
    assert run(part, shift) is None
    assert shift.fatal is error
    assert len(engine.read) < 20
    assert Place(tmp_path, part).journal.read_bytes() == b""


def test_a_full_budget_waits_for_what_is_in_flight(tmp_path: Path) -> None:
    class Tight(Scripted):
        async def draft(self, document: Document) -> Drafted:
            if self.inside:
                raise BudgetError("the next request could cost too much")
            self.inside += 1
            await asyncio.sleep(0.001)
            self.inside -= 1
            return Drafted(GOOD, Provenance(engine="model", model="tight"))

    part = a_part(tmp_path, 9)
    shift = a_shift(tmp_path, Tight(), rows=4)
    assert run(part, shift) == Tally(brief=9)
    assert shift.fatal is None


def test_a_server_that_is_gone_stops_the_run(tmp_path: Path) -> None:
    part = a_part(tmp_path, 100)
    shift = a_shift(tmp_path, engine := Scripted(dict.fromkeys(range(100), Unavailable("gone"))))
    assert run(part, shift) is None
    assert isinstance(shift.fatal, Unavailable)
    assert len(engine.read) < 40


def test_a_server_that_fails_now_and_then_does_not_stop_it(tmp_path: Path) -> None:
    part = a_part(tmp_path, 100)
    bad = {n: Unavailable("busy") for n in range(100) if n % 4}
    shift = a_shift(tmp_path, Scripted({**bad}))
    counted = run(part, shift)
    assert counted is not None
    assert (counted.brief, counted.failed) == (25, 75)


def test_a_disk_that_is_full_stops_the_run_and_the_next_one_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = a_part(tmp_path, 10)
    write, room = os.write, [4]

    def full(file: int, data: bytes) -> int:
        room[0] -= 1
        return write(file, data if room[0] >= 0 else data[:17])

    monkeypatch.setattr(os, "write", full)
    shift = a_shift(tmp_path, Scripted())
    assert run(part, shift) is None
    assert isinstance(shift.fatal, ConfigError)
    assert "No space left" in str(shift.fatal)
    assert "make room" in shift.fatal.hint
    monkeypatch.undo()
    counted = run(part, a_shift(tmp_path, rest := Scripted()))
    assert counted is not None
    assert counted.brief == 10
    assert len(rest.read) == 6


def test_a_record_is_utf_8_whatever_the_row_held() -> None:
    line = encoded({"carried": {"k": "\ud800"}, "id": "é"})
    assert json.loads(line.decode("utf-8")) == {"carried": {"k": "\ud800"}, "id": "é"}
