"""The model path over real sockets: what a broken connection really looks like to the client."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import Any

import pytest

from summarizer.engine import Drafted
from summarizer.errors import ModelError, Unavailable
from summarizer.model import LanguageModel
from summarizer.settings import Settings

from .loopback import Exchange, Loopback
from .provider import DRAFT, article


def draft(url: str, **settings: Any) -> Drafted:
    chosen: dict[str, Any] = {
        "model": "m", "base_url": url, "cache": False, "backoff": 0.0, "attempts": 2,
        "context_tokens": 50_000,
    } | settings  # fmt: skip

    async def run() -> Drafted:
        async with LanguageModel(Settings(**chosen)) as engine:
            return await engine.draft(article())

    return asyncio.run(run())


def test_an_answer_arrives(server: Loopback) -> None:
    server.answer = lambda exchange: exchange.complete(json.dumps(DRAFT))
    drafted = draft(f"{server.root}/v1")
    assert drafted.draft.model_dump() == DRAFT
    assert [(method, path) for method, path, _ in server.requests] == [
        ("POST", "/v1/chat/completions")
    ]


def test_a_proxy_of_the_environment_is_not_used_for_this_machine(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    server.answer = lambda exchange: exchange.complete(json.dumps(DRAFT))
    assert draft(f"{server.root}/v1").provenance.attempts == 1


def broken(exchange: Exchange) -> None:
    exchange.reset()


def silent(exchange: Exchange) -> None:
    exchange.close_connection = True


def halved(exchange: Exchange) -> None:
    exchange.send_response(200)
    exchange.send_header("content-type", "application/json")
    exchange.send_header("content-length", "1000")
    exchange.end_headers()
    exchange.wfile.write(b'{"id": ')
    exchange.close_connection = True


@pytest.mark.parametrize("answer", [broken, silent, halved])
def test_a_broken_connection_is_called_that_and_tried_again(server: Loopback, answer: Any) -> None:
    server.answer = answer
    with pytest.raises(Unavailable, match="broke the connection"):
        draft(f"{server.root}/v1")
    assert len(server.requests) == 2


def test_a_server_that_does_not_answer_is_a_timeout(server: Loopback) -> None:
    def wait(exchange: Exchange) -> None:
        server.gone.wait(20)

    server.answer = wait
    with pytest.raises(Unavailable, match=r"did not answer within 0\.2 seconds"):
        draft(f"{server.root}/v1", timeout=0.2)
    assert len(server.requests) == 2


def test_nothing_listening_is_told_at_once() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # bound, and not listening
        port = held.getsockname()[1]
        with pytest.raises(Unavailable, match=r"cannot be reached$"):
            draft(f"http://127.0.0.1:{port}/v1", attempts=5, backoff=30)


def test_a_page_is_not_an_answer(server: Loopback) -> None:
    server.answer = lambda exchange: exchange.give("<html>", kind="text/html")
    with pytest.raises(ModelError, match="something else than JSON"):
        draft(f"{server.root}/v1")
