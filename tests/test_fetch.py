"""Fetching: only pages of the open internet, only so much of them, only so long."""

from __future__ import annotations

import asyncio
import gzip
import threading
import time
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest

from summarizer.errors import FetchError, InputError, TooLarge
from summarizer.load import Limits, load
from summarizer.load.article import Input
from summarizer.load.fetch import Door, fetch, is_public

INTRANET = Door(allow_private=True)
PATIENT = Limits(seconds=15)
QUICK = Limits(seconds=0.4)
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Bridge closes for a month</title>
<meta property="article:published_time" content="2026-03-04T08:00:00Z"></head><body>
<nav><a href="/">Home</a><a href="/news">News</a></nav><article><h1>Bridge closes for a month</h1>
<p>The old river bridge closes to traffic on Monday after inspectors found cracks in two pillars,
the city said.</p><p>About 12,000 vehicles cross it every day. Ferries will run instead, the mayor
promised on Sunday, and the repair is to cost four million crowns.</p></article></body></html>"""


class Site(BaseHTTPRequestHandler):
    """A site with a page for everything that can go wrong."""

    def do_GET(self) -> None:
        site = self.server
        assert isinstance(site, Server)
        site.asked.append(self.path)
        site.headers.append(dict(self.headers))
        path, _, query = self.path.partition("?")
        try:
            getattr(self, "do" + path.replace("/", "_").replace("-", "_"), self.missing)(query)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the client has seen enough

    def answer(self, body: bytes, *, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        headers.setdefault("content_type", "text/html; charset=utf-8")
        headers.setdefault("content_length", str(len(body)))
        for name, value in headers.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def missing(self, query: str) -> None:
        self.answer(b"gone", status=int(query or 404))

    def do_page(self, query: str) -> None:
        self.answer(PAGE.encode())

    def do_latin(self, query: str) -> None:
        text = "El café cerró ayer. Así lo dijo el dueño."
        self.answer(text.encode("iso-8859-1"), content_type="text/plain; charset=iso-8859-1")

    def do_zipped(self, query: str) -> None:
        self.answer(gzip.compress(PAGE.encode()), content_encoding="gzip")

    def do_to(self, query: str) -> None:
        self.answer(b"", status=302, location=query)

    def do_loop(self, query: str) -> None:
        self.answer(b"", status=301, location="/loop")

    def do_picture(self, query: str) -> None:
        self.answer(b"\x89PNG\r\n", content_type="image/png")

    def do_bomb(self, query: str) -> None:
        self.answer(gzip.compress(bytes(60_000_000), 1), content_encoding="gzip")

    def do_matryoshka(self, query: str) -> None:
        self.answer(gzip.compress(gzip.compress(bytes(9_000))), content_encoding="gzip, gzip")

    def do_damaged(self, query: str) -> None:
        self.answer(b"\x1f\x8b\x08\x00not gzip at all", content_encoding="gzip")

    def do_torn(self, query: str) -> None:
        self.answer(gzip.compress(PAGE.encode())[:-200], content_encoding="gzip")

    def do_endless(self, query: str) -> None:
        self.answer(b"", content_length="")
        while True:
            self.wfile.write(b"word " * 10_000)

    def do_drip(self, query: str) -> None:
        self.answer(b"", content_length="1000")
        for _ in range(100):
            self.wfile.write(b".")
            self.wfile.flush()
            time.sleep(0.05)

    def do_silent(self, query: str) -> None:
        time.sleep(1.2)

    def do_reset(self, query: str) -> None:
        self.wfile.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 900\r\n\r\nx"
        )
        self.close_connection = True

    def do_blank(self, query: str) -> None:
        self.answer(b"  \n ")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Site)
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.02,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def get(url: str, limits: Limits = PATIENT, door: Door = INTRANET) -> Input:
    return asyncio.run(fetch(url, limits, door))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.3.4", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "168.63.129.16",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1",
        "2001:db8::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:100.64.0.1",
        "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808", "2002:7f00:1::1", "2002:808:808::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2", "localhost", "2130706433", "",
    ],
)  # fmt: skip
def test_an_address_that_leads_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "172.32.0.1", "::ffff:8.8.8.8", "2606:4700:4700::1111"]
)
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://0/", "http://2130706433/", "http://0x7f.1/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
        "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "https://10.1.2.3/",
    ],
)  # fmt: skip
def test_a_private_address_is_refused_however_it_is_spelt(url: str) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        spellings = {"localhost": "127.0.0.1", "0": "0.0.0.0", "2130706433": "127.0.0.1"}
        return [spellings.get(host, host if ":" in host or host.count(".") == 3 else "127.0.0.1")]

    with pytest.raises(InputError, match=r"is at a private address \(.+\), which is not fetched"):
        get(url, door=Door(resolve=resolve))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://news.example/a", "not an http or https URL"),
        ("file:///etc/passwd", "not an http or https URL"),
        ("gopher://news.example/", "not an http or https URL"),
        ("http:///nowhere", "not an http or https URL"),
        ("http://news.example:22/", "on port 22; only 80 and 443"),
        ("https://news.example:8443/", "on port 8443; only 80 and 443"),
        ("http://user:secret@news.example/", "carries a user name or password"),
        ("http://news.example:port/", "is not a URL"),
    ],
)
def test_a_url_that_is_no_page_of_the_web_is_refused_before_any_look_up(
    url: str, reason: str
) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        raise AssertionError("a name was looked up")

    with pytest.raises(InputError, match=reason) as caught:
        get(url, door=Door(resolve=resolve))
    assert "secret" not in str(caught.value)
    assert caught.value.hint


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "10.0.0.7"]

    with pytest.raises(InputError, match=r"10\.0\.0\.7"):
        get("https://news.example/", door=Door(resolve=resolve))


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    answers = [["93.184.216.34"], ["127.0.0.1"]]  # a name that is rebound after the check
    connected: list[str] = []

    async def resolve(host: str, port: int) -> list[str]:
        return answers.pop(0)

    def connect(address: str) -> httpx2.AsyncBaseTransport:
        connected.append(address)
        return httpx2.MockTransport(lambda request: httpx2.Response(200, content=_in_parts(PAGE)))

    page = get("https://news.example/a", door=Door(resolve=resolve, connect=connect))
    assert connected == ["93.184.216.34"]
    assert answers == [["127.0.0.1"]]
    assert page.url == "https://news.example/a"


async def _in_parts(page: str) -> AsyncIterator[bytes]:
    yield page[:100].encode()
    yield page[100:].encode()


def test_a_redirect_is_resolved_and_checked_anew() -> None:
    names = {"news.example": ["93.184.216.34"], "inside.example": ["192.168.0.9"]}

    async def resolve(host: str, port: int) -> list[str]:
        return names[host]

    def connect(address: str) -> httpx2.AsyncBaseTransport:
        moved = httpx2.Response(302, headers={"location": "http://inside.example/admin"})
        return httpx2.MockTransport(lambda request: moved)

    with pytest.raises(InputError, match=r"redirected to 'http://inside\.example/admin', is at a"):
        get("https://news.example/a", door=Door(resolve=resolve, connect=connect))


def test_the_next_address_is_tried_when_one_does_not_answer(server: Server) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.9", "127.0.0.1"]  # nobody listens at the first

    page = get(f"http://news.example:{server.server_port}/page", door=Door(True, resolve=resolve))
    assert page.body == PAGE.encode()
    assert server.headers[0]["Host"] == f"news.example:{server.server_port}"


def test_a_page_becomes_a_document_with_what_the_page_states(server: Server) -> None:
    document = load(server.url + "/page#comments", allow_private=True)
    assert document.title == "Bridge closes for a month"
    assert document.url == server.url + "/page"
    assert str(document.published) == "2026-03-04"
    assert "News" not in document.text


def test_nothing_private_is_fetched_unless_it_is_allowed(server: Server) -> None:
    with pytest.raises(InputError, match="only 80 and 443"):
        load(server.url + "/page")
    assert server.asked == []


def test_redirects_are_followed_to_the_page(server: Server) -> None:
    page = get(server.url + "/to?/to?/page")
    assert page.url == server.url + "/page"


def test_a_gzipped_page_is_unpacked(server: Server) -> None:
    assert get(server.url + "/zipped").body == PAGE.encode()


def test_the_charset_of_the_answer_is_honoured(server: Server) -> None:
    document = load(server.url + "/latin", allow_private=True)
    assert document.sentences[0].text == "El café cerró ayer."
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("path", "kind", "reason"),
    [
        ("/nothing", FetchError, "answers 404, there is no such page"),
        ("/nothing?403", FetchError, "answers 403, access is refused"),
        ("/nothing?429", FetchError, "answers 429, too many requests"),
        ("/nothing?500", FetchError, "answers HTTP 500"),
        ("/nothing?204", FetchError, "answers HTTP 204"),
        ("/to?http://10.0.0.1:22/", FetchError, "could not be fetched"),
        ("/to?ftp://news.example/", InputError, "redirected to 'ftp://news.example/', is not"),
        ("/to?http://a:secret@news.example/", InputError, "carries a user name or password"),
        ("/loop", FetchError, "redirects more than 5 times"),
        ("/picture", InputError, "is 'image/png', not an article"),
        ("/bomb", TooLarge, "is larger than 5 MB"),
        ("/endless", TooLarge, "is larger than 5 MB"),
        ("/matryoshka", FetchError, "is packed as 'gzip, gzip'"),
        ("/damaged", FetchError, "sends damaged gzip data"),
        ("/torn", FetchError, "sends damaged gzip data"),
        ("/drip", FetchError, "did not answer in full within 0.4 s"),
        ("/silent", FetchError, "did not answer in full within 0.4 s"),
        ("/reset", FetchError, "could not be fetched"),
        ("/blank", FetchError, "is an empty page"),
    ],
)
def test_a_page_that_cannot_be_had_is_one_clear_error(
    server: Server, path: str, kind: type[InputError], reason: str
) -> None:
    limits = QUICK if path in ("/drip", "/silent") else PATIENT
    door = Door(True, connect=_only_loopback) if "10.0.0.1" in path else INTRANET
    with pytest.raises(kind) as caught:
        get(server.url + path, limits, door)
    assert type(caught.value) is kind
    assert reason in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    assert caught.value.exit_code == 4


def _only_loopback(address: str) -> httpx2.AsyncBaseTransport:
    if address == "127.0.0.1":
        return httpx2.AsyncHTTPTransport(trust_env=False)

    def unreachable(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("no route to host")

    return httpx2.MockTransport(unreachable)


@pytest.mark.parametrize(
    ("status", "again"), [(404, False), (403, False), (429, True), (503, True)]
)
def test_only_what_may_pass_is_worth_another_try(server: Server, status: int, again: bool) -> None:
    with pytest.raises(FetchError) as caught:
        get(f"{server.url}/nothing?{status}")
    assert caught.value.retryable is again


def test_an_unknown_host_is_named() -> None:
    async def resolve(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(FetchError, match=r"unknown host: 'nowhere\.example'"):
        get("https://nowhere.example/a", door=Door(resolve=resolve))


def test_a_proxy_of_the_environment_is_not_used(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert get(server.url + "/page").body == PAGE.encode()
