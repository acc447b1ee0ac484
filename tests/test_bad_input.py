"""docs/bad-input.md is true: each row is produced, and says what the table says."""

from __future__ import annotations

import json
import re
import socket
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from .commandline import DRAFT, KEY, Left, Line
from .loopback import Answer, Exchange, Loopback

TABLE = Path(__file__).resolve().parent.parent / "docs" / "bad-input.md"


class Row(NamedTuple):
    """One line of the table."""

    what: str
    said: str
    code: int


def rows() -> list[Row]:
    cells = re.findall(r"^\| (.+?) \| `` (.+?) `` \| (\d+) \|$", TABLE.read_text("utf-8"), re.M)
    return [Row(what, said, int(code)) for what, said, code in cells]


class Scene(NamedTuple):
    """What a row may use to come about."""

    line: Line
    server: Loopback
    patch: pytest.MonkeyPatch


Way = Callable[[Scene], Left]

# ------------------------------------------------------------------ how each row comes about


def said(*arguments: str) -> Way:
    """The command line alone."""
    return lambda scene: scene.line(*arguments)


def file(name: str, content: bytes) -> Way:
    """A file that cannot be read as an article."""

    def act(scene: Scene) -> Left:
        Path(name).write_bytes(content)
        return scene.line(name, "-m", "rules", "-o", "brief.json")

    return act


def page(url: str, answer: Answer | None = None) -> Way:
    """A page that cannot be had."""

    def act(scene: Scene) -> Left:
        if answer is not None:
            scene.server.answer = answer
        return scene.line(url, "-m", "rules", "-o", "brief.json")

    return act


def model(answer: Answer, *options: str, **settings: str) -> Way:
    """A model that gives no usable answer."""

    def act(scene: Scene) -> Left:
        scene.server.answer = answer
        for name, value in settings.items():
            scene.patch.setenv(f"SUMMARIZER_{name}", value)
        return scene.line(
            "depot.txt", "-m", "tiny", "--base-url", f"{scene.server.root}/v1", "--no-cache",
            "-o", "brief.json", *options,
        )  # fmt: skip

    return act


def status(code: int, message: str, **headers: str) -> Answer:
    """An error in the form that providers give it."""
    body = json.dumps({"error": {"message": message}})
    return lambda exchange: exchange.give(body, status=code, **headers)


def redirect(exchange: Exchange) -> None:
    exchange.give("", "text/html", 302, location="http://169.254.169.254/latest/meta-data/")


def sleep(exchange: Exchange) -> None:
    server: Any = exchange.server
    server.gone.wait(30)


def good(exchange: Exchange) -> None:
    exchange.complete(json.dumps(DRAFT))


def cut(exchange: Exchange) -> None:
    exchange.complete('{"actors": [{"evidence": [4], "name": "Ines', finish_reason="length")


def without_choices(exchange: Exchange) -> None:
    exchange.give(json.dumps({"id": "x", "object": "chat.completion", "choices": []}))


def nobody_listens(scene: Scene) -> Left:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    base = f"http://127.0.0.1:{port}/v1"
    return scene.line("depot.txt", "-m", "tiny", "--base-url", base, "-o", "brief.json")


def without_key(scene: Scene) -> Left:
    scene.patch.delenv("SUMMARIZER_API_KEY")
    return scene.line("depot.txt", "-m", "openai:gpt-4.1-mini", "-o", "brief.json")


def picture_pdf() -> bytes:
    from pypdf import PdfWriter

    writer, buffer = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(buffer)
    return buffer.getvalue()


def archive() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("a.txt", "An article.")
    return buffer.getvalue()


LOGIN_PAGE = b"<html><head><title>Sign in</title></head><body><form><input></form></body></html>"

WAYS: dict[str, Way] = {
    "a file that is not there": said("nothere.txt", "-m", "rules"),
    "a folder": said(".", "-m", "rules"),
    "an empty file": file("empty.txt", b""),
    "white space only": file("blank.txt", b" \n\t\n"),
    "nothing on standard input": said("-", "-m", "rules"),
    "binary data": file("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200)),
    "text in no known encoding": file("odd.txt", b"Caf\xe9 \x81\x8d\x8f\x90\x9d on fire. " * 9),
    "more than 5 MB of text": file("huge.txt", b"Fire again. " * 500_000),
    "a page without an article": file("login.html", LOGIN_PAGE),
    "a PDF without text": file("scan.pdf", picture_pdf()),
    "a damaged PDF": file("torn.pdf", b"%PDF-1.7\n%\xe2\xe3\nnothing more"),
    "an archive": file("a.zip", archive()),
    "a file of another type": file("table.csv", b"a,b\n1,2\n"),
    "a private address": page("http://192.168.1.10/story"),
    "a redirect to a private address": page("http://news.example/moved", redirect),
    "no such host": page("http://nowhere.example/story"),
    "no such page": page("http://news.example/gone", lambda e: e.give("", "text/html", 404)),
    "a page that wants a login": page("http://news.example/x", lambda e: e.give("", status=401)),
    "a page that fails": page("http://news.example/x", lambda e: e.give("", status=503)),
    "a picture": page("http://news.example/x.png", lambda e: e.give(b"\x89PNG", "image/png")),
    "another scheme": page("ftp://news.example/story"),
    "a date that is none": said("depot.txt", "--published", "soon", "-m", "rules"),
    "no key for a hosted model": without_key,
    "a server that is not known": said("depot.txt", "-m", "acme:large"),
    "no server there": nobody_listens,
    "no such model": model(status(404, "The model `tiny` does not exist")),
    "a wrong key (401)": model(status(401, f"Incorrect API key provided: {KEY}")),
    "a wrong address (404)": model(status(404, "Not Found")),
    "no credit (402)": model(status(402, "Payment required")),
    "too many requests, for ever (429)": model(status(429, "Slow down", retry_after="0")),
    "a failing server (500)": model(status(500, "CUDA error")),
    "no answer in time": model(sleep, "--timeout", "0.3"),
    "a broken connection": model(lambda exchange: exchange.reset()),
    "a refusal": model(lambda e: e.complete("", message={"refusal": "I can't do that."})),
    "a content filter": model(lambda e: e.complete("", finish_reason="content_filter")),
    "an answer cut at its length limit": model(cut),
    "an answer that is not JSON": model(lambda e: e.complete("Sure! Here is a summary.")),
    "JSON of another shape": model(lambda e: e.complete('{"summary": "A fire."}')),
    "an answer without choices": model(without_choices),
    "HTML instead of JSON": model(lambda e: e.give("<html>Welcome</html>", "text/html")),
    "an article longer than the model's window": model(
        status(400, "This model's maximum context length is 512 tokens.")
    ),
    "a server that reads only half": model(
        lambda e: e.complete(json.dumps(DRAFT), prompt_tokens=256)
    ),
    "a cost limit where the price is unknown": model(good, "--max-cost", "1"),
    "a request that could cost too much": model(
        good, "--max-cost", "0.0001", INPUT_PRICE="1", OUTPUT_PRICE="4"
    ),
}


# ------------------------------------------------------------------ the tests


@pytest.fixture
def web(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Loopback:
    """`news.example` is at a public address, and what answers there is the loopback server."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def leads_home(self: socket.socket, address: Any) -> None:
        public = address[0] == "93.184.215.14"
        connect(self, ("127.0.0.1", server.server_address[1]) if public else address)

    def directory(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host == "nowhere.example":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        address = "93.184.215.14" if host == "news.example" else host
        return look_up(address, port, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", leads_home)
    monkeypatch.setattr(socket, "getaddrinfo", directory)
    return server


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "API_KEY": KEY,
        "ATTEMPTS": "2",
        "BACKOFF": "0.01",
        "DEADLINE": "5",
        "REASKS": "1",
    }.items():
        monkeypatch.setenv(f"SUMMARIZER_{name}", value)


def settled(words: str) -> str:
    """The words with the port of this very run replaced."""
    return re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:8080", words)


def test_the_table_has_a_row_for_every_way_and_a_way_for_every_row() -> None:
    assert [row.what for row in rows()] == list(WAYS)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.what)
def test_bad_input_is_one_clear_line(
    row: Row, line: Line, web: Loopback, impatient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name for path in Path().iterdir()}
    left = WAYS[row.what](Scene(line, web, monkeypatch))
    wanted = re.escape(row.said).replace("<n>", r"[\d,.]+").replace("<part>", r"\w+")
    assert re.fullmatch(wanted + "\n", settled(left.err)), left.err
    assert left.code == row.code
    assert left.out == ""
    assert KEY not in left.err
    written = {path.name for path in Path().iterdir()} - before
    assert not [name for name in written if "brief" in name]
