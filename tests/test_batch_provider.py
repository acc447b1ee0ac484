"""The provider's Batch API, played on loopback: half the price, nothing sent twice."""

from __future__ import annotations

import json
import os
import re
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from .batches import DRAFT, batch, feed, folder, manifest, records, started, until
from .loopback import Exchange, Loopback

pytestmark = pytest.mark.processes

__all__ = ["folder"]  # a fixture for every test here


@dataclass
class Provider:
    """Files, batches, and the answers to their requests; a batch ends at its third look."""

    server: Loopback
    reply: Callable[[dict[str, Any]], tuple[int, dict[str, Any]] | None]
    files: dict[str, str] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    looks: dict[str, int] = field(default_factory=dict)
    ends: threading.Event = field(default_factory=threading.Event)
    lock: Any = field(default_factory=threading.Lock)

    def __call__(self, exchange: Exchange) -> None:
        path = exchange.path.removeprefix("/v1").partition("?")[0]
        with self.lock:
            given = self.route(exchange.command, path, exchange.body)
        if isinstance(given, str):
            exchange.give(given, "application/jsonl")
        else:
            exchange.give(json.dumps(given), status=404 if given is None else 200)

    def route(self, method: str, path: str, body: bytes) -> Any:
        if (method, path) == ("POST", "/files"):
            assert b'name="purpose"\r\n\r\nbatch\r\n' in body
            name = f"file-{len(self.files)}"
            content = body[body.index(b'{"custom_id"') : body.rindex(b"\r\n--")]
            self.files[name] = content.decode()
            return {"id": name}
        if (method, path) == ("POST", "/batches"):
            asked = json.loads(body)
            assert asked["endpoint"] == "/v1/chat/completions"
            name = f"batch_{len(self.batches)}"
            self.batches[name] = {
                "id": name, "status": "validating", "metadata": asked["metadata"],
                "input": asked["input_file_id"],
            }  # fmt: skip
            return self.batches[name]
        if (method, path) == ("GET", "/batches"):
            return {"data": list(self.batches.values())}
        if found := re.fullmatch(r"/batches/(\w+)", path):
            return self.look(found.group(1))
        if found := re.fullmatch(r"/files/([\w-]+)/content", path):
            return self.files[found.group(1)]
        return None

    def look(self, name: str) -> dict[str, Any]:
        state = self.batches[name]
        self.looks[name] = self.looks.get(name, 0) + 1
        if self.looks[name] >= 2 and self.ends.is_set() and state["status"] != "completed":
            good: list[str] = []
            bad: list[str] = []
            for line in self.files[state["input"]].splitlines():
                request = json.loads(line)
                assert request["url"] == "/v1/chat/completions"
                given = self.reply(request["body"])
                if given is None:
                    continue
                result = {"status_code": given[0], "body": given[1]}
                (good if given[0] == 200 else bad).append(
                    json.dumps({"custom_id": request["custom_id"], "response": result})
                )
            self.files[f"out-{name}"], self.files[f"err-{name}"] = map("\n".join, (good, bad))
            state |= {
                "status": "completed", "output_file_id": f"out-{name}",
                "error_file_id": f"err-{name}" if bad else None,
            }  # fmt: skip
        return state

    @property
    def requests(self) -> int:
        """Requests in all batches."""
        return sum(len(self.files[b["input"]].splitlines()) for b in self.batches.values())


def completion(body: dict[str, Any], content: str | None = None) -> tuple[int, dict[str, Any]]:
    message = {"role": "assistant", "content": json.dumps(DRAFT) if content is None else content}
    tokens = len(json.dumps(body)) // 4
    return 200, {
        "id": "x", "object": "chat.completion", "created": 1, "model": "tiny",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": tokens, "completion_tokens": 100, "total_tokens": tokens + 100},
    }  # fmt: skip


@pytest.fixture
def provider(server: Loopback) -> Provider:
    made = Provider(server, completion)
    made.ends.set()
    server.answer = made
    return made


@pytest.fixture
def asked(server: Loopback) -> tuple[str, ...]:
    return ("-m", "tiny", "--base-url", f"{server.root}/v1", "--via", "openai-batch")


def test_one_file_goes_out_and_all_briefs_come_back(
    provider: Provider, asked: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER_INPUT_PRICE", "0.000001")
    monkeypatch.setenv("SUMMARIZER_OUTPUT_PRICE", "1000")
    feed(25)
    said = batch("feed.jsonl", "out", *asked, "--part-rows", "10")
    assert "25 of 25 rows: 25 briefs" in said
    assert len(provider.batches) == 1
    assert manifest()["cost"] == pytest.approx(25 * 0.1 / 2, rel=0.01)
    assert not list(Path("out").rglob("provider/*"))


def test_what_fails_in_a_batch_goes_into_the_next(
    provider: Provider, asked: tuple[str, ...]
) -> None:
    seen: set[str] = set()

    def reply(body: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
        text = body["messages"][1]["content"]
        number = int(text.partition("Farm number ")[2].split()[0])
        first = text not in seen
        seen.add(text)
        if first and number == 1:
            return 500, {"error": {"message": "oh"}}
        if first and number == 2:
            return 429, {"error": {"message": "slow down"}}
        if first and number == 3:
            return None  # the batch expired before it
        if first and number == 4 and len(body["messages"]) == 2:
            return completion(body, "no JSON")
        return completion(body)

    provider.reply = reply
    feed(8)
    said = batch("feed.jsonl", "out", *asked)
    assert "8 of 8 rows: 8 briefs" in said
    assert provider.requests == 8 + 4


@pytest.mark.parametrize("lost", [False, True])
def test_a_killed_run_finds_its_batch_again(
    provider: Provider, asked: tuple[str, ...], lost: bool
) -> None:
    feed(12)
    provider.ends.clear()
    process = started("feed.jsonl", "out", *asked)
    until(lambda: any(provider.looks.values()))
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=20)
    if lost:  # it was killed before the provider's answer was written down
        (kept,) = Path("out").rglob("provider/*.json")
        kept.write_text(json.dumps({**json.loads(kept.read_text()), "id": None}))
    provider.ends.set()
    said = batch("feed.jsonl", "out", *asked)
    assert "12 of 12 rows: 12 briefs" in said
    assert (len(provider.batches), provider.requests) == (1, 12)
    assert [r["id"] for r in records()] == [f"f{n}" for n in range(12)]


def test_a_server_without_the_api_is_said(server: Loopback, asked: tuple[str, ...]) -> None:
    feed(2)
    said = batch("feed.jsonl", "out", *asked, code=5)
    assert "2 failed" in said
    assert "no Batch API" in records()[0]["error"]["message"]


def test_the_rules_have_no_provider() -> None:
    feed(1)
    said = batch("feed.jsonl", "out", "-m", "rules", "--via", "openai-batch", code=2)
    assert "is for a language model" in said
