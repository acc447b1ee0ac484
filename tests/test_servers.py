"""What can be used right now: asked of this machine only, and never waited for."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest

from summarizer.model.servers import Offer, ServerStatus, look, usable
from summarizer.settings import PRESETS, Settings


class Machine:
    """Servers by port: path → JSON, or anything that goes wrong."""

    def __init__(self, **ports: dict[str, Any]) -> None:
        self.ports = {int(port.removeprefix("port")): paths for port, paths in ports.items()}
        self.asked: list[httpx2.URL] = []

    async def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request.url)
        paths = self.ports.get(request.url.port or 80)
        if paths is None:
            raise httpx2.ConnectError("refused")
        found = paths.get(request.url.path)
        if found is None:
            return httpx2.Response(404, json={"detail": "Not Found"})
        if isinstance(found, float):
            await asyncio.sleep(found)
            return httpx2.Response(200, json={"data": []})
        if isinstance(found, bytes):
            return httpx2.Response(200, content=found)
        return httpx2.Response(200, json=found)


def statuses(machine: Machine, **settings: Any) -> dict[str, ServerStatus]:
    found = usable(Settings(**settings), transport=httpx2.MockTransport(machine))
    return {status.name: status for status in found}


def listed(*names: str, owner: str = "someone", **more: Any) -> dict[str, Any]:
    return {"data": [{"id": name, "owned_by": owner, **more} for name in names]}


def test_on_a_bare_machine_nothing_is_usable_and_each_line_says_why_and_how() -> None:
    found = statuses(Machine())
    assert set(found) == set(PRESETS)
    for status in found.values():
        assert not status.usable
        assert status.why
        assert status.how


def test_only_this_machine_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    machine = Machine()
    statuses(machine)
    assert {url.host for url in machine.asked} == {"127.0.0.1"}


def test_a_key_makes_a_hosted_provider_usable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    found = statuses(Machine())
    assert found["openai"].usable
    assert found["openai"].why == "OPENAI_API_KEY is set"
    assert not found["openrouter"].usable
    assert "sk-secret" not in repr(found)


def test_usable_ones_come_first() -> None:
    machine = Machine(port8000={"/v1/models": listed("x")})
    first, *rest = usable(Settings(), transport=httpx2.MockTransport(machine))
    assert first.name == "vllm"
    assert not any(status.usable for status in rest)


def test_running_servers_are_told_with_names_to_copy() -> None:
    found = statuses(
        Machine(
            port11434={"/v1/models": listed("qwen3:4b", "gemma3", owner="library")},
            port8080={
                "/v1/models": listed("granite.gguf", owner="llamacpp"),
                "/props": {"default_generation_settings": {"n_ctx": 16384}},
            },
            port8000={"/v1/models": listed("org/model", owner="vllm", max_model_len=32768)},
            port1234={
                "/v1/models": listed("local"),
                "/api/v0/models": {"data": [{"id": "local", "loaded_context_length": 8192}]},
            },
        )
    )
    assert found["ollama"].models == ("ollama:qwen3:4b", "ollama:gemma3")
    assert found["ollama"].why == "running, 2 models"
    assert found["llama-server"].models == ("llama-server:granite.gguf",)
    assert found["llama-server"].context_tokens == 16384
    assert found["vllm"].context_tokens == 32768
    assert all(found[n].usable and not found[n].how for n in ("ollama", "llama-server", "vllm"))


def test_another_server_on_a_known_port_is_named() -> None:
    found = statuses(Machine(port8000={"/v1/models": listed("x.gguf", owner="llamacpp")}))
    assert not found["vllm"].usable
    assert found["vllm"].why == "llama.cpp listens on its port"


@pytest.mark.parametrize(
    "answer", [{"hello": 1}, {"data": "models"}, ["x"], b"<html>", b"", b"[" * 2_000_000, 30.0]
)
def test_something_else_on_the_port_is_no_model_server(answer: Any) -> None:
    found = statuses(Machine(port8080={"/v1/models": answer}))
    assert not found["llama-server"].usable
    assert found["llama-server"].why == "no model server answers there"


def test_a_server_without_a_model_is_not_usable_yet() -> None:
    found = statuses(Machine(port11434={"/v1/models": {"data": []}}))
    assert not found["ollama"].usable
    assert found["ollama"].why == "it runs, and has no model"
    assert "ollama pull" in found["ollama"].how


def test_the_users_own_server_is_asked_with_its_key() -> None:
    machine = Machine(port9999={"/v1/models": listed("mine")})
    found = statuses(machine, base_url="http://127.0.0.1:9999/v1/", model="mine", api_key="k")
    assert found["base_url"].usable
    assert found["base_url"].models == ("mine",)


@pytest.mark.parametrize(
    ("rows", "window"),
    [
        ([{"id": "a", "max_model_len": 4096}], 4096),
        ([{"id": "a", "max_model_len": 4096}, {"id": "m", "max_model_len": 8192}], 8192),
        ([{"id": "a", "max_model_len": 4096}, {"id": "b", "max_model_len": 8192}], None),
        ([{"id": "m", "max_model_len": "much"}], None),
        ([{"id": "m", "max_model_len": -1}, "noise", {"name": "no id"}], None),
        ([{"id": "m", "owned_by": ["odd"]}], None),
    ],
)
def test_the_window_is_that_of_the_model_asked_for(rows: list[Any], window: int | None) -> None:
    machine = Machine(port80={"/v1/models": {"data": rows}})

    async def run() -> Offer | None:
        async with httpx2.AsyncClient(transport=httpx2.MockTransport(machine)) as http:
            return await look(http, "http://127.0.0.1/v1", model="m")

    offer = asyncio.run(run())
    assert offer is not None
    assert offer.context_tokens == window
