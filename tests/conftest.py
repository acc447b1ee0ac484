"""What every test stands on: no keys, folders of its own, and no network past this machine."""

from __future__ import annotations

import ipaddress
import json
import logging
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from .commandline import ARTICLE, DRAFT, KEY, Line
from .loopback import Loopback, loopback

# A busy machine is slow, not wrong: no property has a deadline.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

PROXIES = {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No provider key, setting or proxy of the developer's reaches a test; folders are its own."""
    for name in list(os.environ):
        if (
            name.startswith(("SUMMARIZER_", "OPENAI_", "OPENROUTER_", "OLLAMA_"))
            or name.endswith(("_API_KEY", "_API_TOKEN"))
            or name.lower() in PROXIES
        ):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    monkeypatch.setenv("SUMMARIZER_HOME", str(home))
    for folder in ("CONFIG", "CACHE", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{folder}_HOME", str(home / folder.lower()))


@pytest.fixture(autouse=True)
def guarded_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection or a look-up that would leave this machine is an error."""
    connect, connect_ex, look_up = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _stay_home(self, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _stay_home(self, address)
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in (None, "", "localhost") and not _is_address(name):
            raise AssertionError(f"a test looked up {name!r}: tests stay on this machine")
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


@pytest.fixture
def line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Line]:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Path("depot.txt").write_text(ARTICLE)
    log = logging.getLogger("summarizer")
    before = log.handlers, log.level
    yield Line(capsys, monkeypatch)
    log.handlers, log.level = before


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as running:
        yield running


@pytest.fixture
def model(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """The options that ask the loopback server, impatiently."""
    server.answer = lambda exchange: exchange.complete(json.dumps(DRAFT))
    for name, value in {
        "API_KEY": KEY,
        "ATTEMPTS": "2",
        "BACKOFF": "0.01",
        "REASKS": "1",
        "CONTEXT_TOKENS": "20000",
    }.items():
        monkeypatch.setenv(f"SUMMARIZER_{name}", value)
    return ("-m", "tiny", "--base-url", f"{server.root}/v1", "--no-cache")


# ------------------------------------------------------------------ the guard


def _stay_home(connection: socket.socket, address: Any) -> None:
    if connection.family not in (socket.AF_INET, socket.AF_INET6):
        return
    host = str(address[0])
    if host != "localhost" and not (_is_address(host) and ipaddress.ip_address(host).is_loopback):
        raise AssertionError(f"a test connected to {host!r}: tests stay on this machine")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
