"""A page from the web, and never one from the inside of this network.

The address a name resolves to is checked and then connected to, so that a name cannot resolve to
one address for the check and to another for the connection; each redirect is checked anew.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from summarizer.errors import FetchError, InputError, TooLarge
from summarizer.load.article import Input, Limits

if TYPE_CHECKING:
    import ssl

    import httpx2

Resolve = Callable[[str, int], Awaitable[list[str]]]

_PORTS = {80, 443}
_REDIRECTS = {301, 302, 303, 307, 308}
_TYPES = {
    "": "",
    "text/html": "",
    "application/xhtml+xml": "",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/octet-stream": "",  # some servers call every file so; its bytes decide
}
_SAVE = "save the page to a file and give that"
_HEADERS = {
    "User-Agent": "summarizer (+https://pypi.org/project/summarizer/)",
    "Accept": "text/html, application/xhtml+xml, text/plain, application/pdf;q=0.9, */*;q=0.1",
    "Accept-Encoding": "gzip",  # what this room unpacks itself, to stop at the limit
}

# What `is_global` of some Python versions lets pass and leads inside all the same: protocol
# assignments (one cloud's metadata among them), another cloud's metadata. Version 6 is public in
# 2000::/3 alone, which leaves out every other wrapping of a version 4 address (NAT64, compatible).
_INSIDE = [ipaddress.ip_network(n) for n in ("192.0.0.0/24", "168.63.129.16/32")]
_UNICAST = ipaddress.ip_network("2000::/3")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, whatever way it is written."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if ip not in _UNICAST or ip.scope_id or ip.sixtofour or ip.teredo:
            return False
    elif any(ip in network for network in _INSIDE):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, in the order in which the system would try them."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True)
class Door:
    """How pages are reached: what may be reached, and through what."""

    allow_private: bool = False
    """For tests and intranets: any address, any port."""
    resolve: Resolve = resolve
    connect: Callable[[str], httpx2.AsyncBaseTransport] | None = None
    """The transport to a checked address; tests put theirs here."""


async def fetch(url: str, limits: Limits, door: Door = Door()) -> Input:
    """The page at `url`, redirects followed; its final address is the Input's `url`.

    Raises InputError for an address that may not be fetched, FetchError when fetching fails,
    TooLarge when the page is more than the limit.
    """
    import httpx2

    try:
        async with asyncio.timeout(limits.seconds):
            return await _follow(url, limits, door)
    except (TimeoutError, httpx2.TimeoutException):
        raise FetchError(
            f"{_shown(url)} did not answer in full within {limits.seconds:g} s",
            hint=f"try again, or {_SAVE}",
        ) from None
    except httpx2.InvalidURL:
        raise InputError(f"{_shown(url)} is not a URL", hint="check the address") from None
    except httpx2.RequestError as error:
        reason = str(error) or type(error).__name__
        raise FetchError(
            f"{_shown(url)} could not be fetched: {reason}", hint=f"check the address, or {_SAVE}"
        ) from error


async def _follow(url: str, limits: Limits, door: Door) -> Input:
    import httpx2

    target, name = httpx2.URL(url), _shown(url)
    for _ in range(limits.redirects + 1):
        addresses = await _checked(target, name, door)
        answer = await _get(target, addresses, name, limits, door)
        if isinstance(answer, Input):
            return answer
        try:
            target = target.join(answer)
        except httpx2.InvalidURL:
            raise FetchError(f"{_shown(url)} redirects to no valid URL", hint=_SAVE) from None
        name = f"{_shown(url)}, redirected to {_shown(str(target))},"
    raise FetchError(f"{_shown(url)} redirects more than {limits.redirects} times", hint=_SAVE)


def _shown(url: str) -> str:
    """The URL as an error message may say it: without user name and password."""
    return repr(re.sub(r"//[^/@?#]*@", "//…@", url))


async def _checked(target: httpx2.URL, name: str, door: Door) -> list[str]:
    """The addresses of a URL that may be fetched, every one of them looked at."""
    if target.scheme not in ("http", "https") or not target.host:
        raise InputError(f"{name} is not an http or https URL", hint="give the URL of a web page")
    if target.userinfo:
        raise InputError(f"{name} carries a user name or password", hint="give the URL without it")
    port = target.port or (443 if target.scheme == "https" else 80)
    if port not in _PORTS and not door.allow_private:
        raise InputError(
            f"{name} is on port {port}; only 80 and 443 are fetched",
            hint=f"{_SAVE}, or take --allow-private",
        )
    try:
        addresses = await door.resolve(target.raw_host.decode("ascii"), port)
    except (OSError, UnicodeError, OverflowError):
        raise FetchError(
            f"{name} names an unknown host: {target.host!r}",
            hint="check the address and the network",
        ) from None
    inside = [address for address in addresses if not is_public(address)]
    if inside and not door.allow_private:
        raise InputError(
            f"{name} is at a private address ({inside[0]}), which is not fetched",
            hint=_SAVE,
        )
    return addresses


async def _get(
    target: httpx2.URL, addresses: list[str], name: str, limits: Limits, door: Door
) -> Input | str:
    """The page, or the address that the server redirects to."""
    import httpx2

    failure: httpx2.ConnectError | None = None
    for address in addresses[:4]:
        transport = (door.connect or _pinned)(address)
        async with httpx2.AsyncClient(
            transport=transport, trust_env=False, follow_redirects=False, timeout=limits.seconds
        ) as client:
            try:
                async with client.stream("GET", target, headers=_HEADERS) as response:
                    return await _page(response, target, name, limits)
            except httpx2.ConnectError as error:
                failure = error
    raise failure or FetchError(f"{name} has no address", hint="check the address")


def _pinned(address: str) -> httpx2.AsyncBaseTransport:
    """A transport that connects to `address`; name, Host header and certificate stay the URL's."""
    import httpx2

    class Pinned(httpx2.AsyncHTTPTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            name = request.url.raw_host.decode("ascii")
            request.extensions = {**request.extensions, "sni_hostname": name}
            request.url = request.url.copy_with(host=address)
            return await super().handle_async_request(request)

    return Pinned(_certificates(), trust_env=False, limits=httpx2.Limits(max_connections=1))


@cache
def _certificates() -> ssl.SSLContext:
    """The roots of trust, read once: reading them costs more than a page does."""
    import httpx2

    return httpx2.create_ssl_context()


async def _page(
    response: httpx2.Response, target: httpx2.URL, name: str, limits: Limits
) -> Input | str:
    status = response.status_code
    if status in _REDIRECTS and (location := response.headers.get("location")):
        return str(location)
    if status != 200:
        raise _refused(name, status)
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in _TYPES:
        raise InputError(
            f"{name} is {media_type!r}, not an article",
            hint="give a page, a text, a PDF or a DOCX file",
        )
    suffix = _TYPES[media_type]
    limit = limits.packed if suffix in (".pdf", ".docx") else limits.bytes
    body = bytearray()
    async for part in _unpacked(response, name):
        body += part
        if len(body) > limit:
            raise TooLarge(
                f"{name} is larger than {limit / 1e6:g} MB",
                hint="give one article, or its text alone",
            )
    if not body.strip():
        raise FetchError(f"{name} is an empty page", hint=_SAVE)
    if not media_type or media_type == "application/octet-stream":
        suffix = PurePosixPath(target.path).suffix.lower()
    return Input(
        name.removesuffix(","),
        bytes(body),
        suffix=suffix if suffix in _TYPES.values() else "",
        media_type=media_type,
        charset=response.charset_encoding,
        url=str(target.copy_with(fragment=None)),
    )


async def _unpacked(response: httpx2.Response, name: str) -> AsyncIterator[bytes]:
    """The body, gunzipped in small steps: a bomb goes off one step at a time."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError(f"{name} is packed as {encoding!r}, which was not asked for", hint=_SAVE)
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in encoding else None
    async for raw in response.aiter_raw():
        while raw:
            if unzip is None:
                yield raw
                break
            try:
                yield unzip.decompress(raw, 65_536)
            except zlib.error:
                raise FetchError(f"{name} sends damaged gzip data", hint=_SAVE) from None
            raw = unzip.unconsumed_tail
    if unzip and not unzip.eof:
        raise FetchError(f"{name} sends damaged gzip data", hint=_SAVE)


_STATUS = {
    401: "401, it wants a login",
    403: "403, access is refused",
    404: "404, there is no such page",
    410: "410, the page is gone",
    429: "429, too many requests",
    451: "451, it is withheld for legal reasons",
}


def _refused(name: str, status: int) -> FetchError:
    """The error for an answer that is no page; only what the server may get over is retryable."""
    passing = status in (408, 425, 429) or status >= 500
    hint = "check the address" if status in (404, 410) else _SAVE
    error = FetchError(
        f"{name} answers {_STATUS.get(status, f'HTTP {status}')}",
        hint=f"try again later, or {_SAVE}" if passing else hint,
    )
    error.retryable = passing
    return error
