"""What went wrong with one request, said to a person in one line: a table, read from the top."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from summarizer.errors import Filtered, ModelError, SummarizerError, TooLong, Unavailable
from summarizer.model.retry import Failed
from summarizer.settings import PRESETS, Endpoint

Kind = Literal["status", "timeout", "unreachable", "broken", "not_json"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed request as the transport saw it."""

    kind: Kind
    status: int = 0
    """HTTP status; for an error inside a 200, the code it gives."""
    words: str = ""
    """The server's own message and code. May quote the key or the article."""
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What a message about a failure may speak of."""

    endpoint: Endpoint
    timeout: float
    answered_before: bool
    """This server has answered at least once."""
    sent: str
    """The text of the request, so that no message repeats it."""

    @property
    def server(self) -> str:
        """The server in the words of a message."""
        preset = PRESETS.get(self.endpoint.preset or "")
        return preset.title if preset else f"the server at {self.endpoint.base_url}"

    def words(self, fault: Fault) -> dict[str, object]:
        """The words that the table's texts are filled with."""
        preset = PRESETS.get(self.endpoint.preset or "")
        start = f"is {self.endpoint.base_url} right? `summarizer models` says what is usable"
        if preset and self.endpoint.is_local:
            start = f"start it: {preset.how}"
        return {
            "server": self.server,
            "model": repr(self.endpoint.model),
            "base_url": self.endpoint.base_url,
            "status": fault.status,
            "quoted": _quoted(self, fault),
            "timeout": f"{self.timeout:g}",
            "start": start,
            "variable": (preset and preset.key_variable) or "SUMMARIZER_API_KEY",
            "key": "does not accept the API key" if self.endpoint.api_key else "wants an API key",
        }


@dataclass(frozen=True, slots=True)
class _Row:
    kind: Kind
    statuses: tuple[int, ...]
    """Empty for any."""
    pattern: str
    """What the server's words must hold; empty for anything."""
    error: type[SummarizerError]
    says: str
    hint: str
    transient: bool = False
    refused: bool = False

    def fits(self, fault: Fault) -> bool:
        return (
            self.kind == fault.kind
            and (not self.statuses or fault.status in self.statuses)
            and bool(re.search(self.pattern, fault.words, re.I))
        )


_TOO_LONG = (
    r"context.?(length|size|window)|maximum context|exceed_context|max_model_len|too many tokens"
    r"|(prompt|input|request) is too long|reduce the length|maximum (input|prompt) length"
)
_NO_MODEL = (
    r"model.{0,120}(not exist|not found|no such|unknown|not a valid)"
    r"|(no such|unknown|invalid|not a valid) model|model_not_found|no endpoints found"
)
_NO_MONEY = r"insufficient_quota|billing|credit|exceeded your current quota|payment"
_FILTER = r"content.?(filter|management|policy)"
_REJECTED = (400, 405, 406, 411, 413, 414, 415, 422)
_FAILING = (408, 409, *range(500, 600))

_LATER = "try again later"
_PATH = "the base URL of an OpenAI-compatible server mostly ends in /v1; this one is {base_url}"
_MODELS = "`summarizer models` lists what is usable"
_BALANCE = "check the account's balance with the provider"
_LARGER = "use a model with a larger window, or start the server with a larger one"

TABLE: tuple[_Row, ...] = (
    _Row("timeout", (), "", Unavailable,
         "{server} did not answer within {timeout} seconds",
         "raise timeout (SUMMARIZER_TIMEOUT), or use a faster model", transient=True),
    _Row("unreachable", (), "", Unavailable,
         "{server} cannot be reached", "{start}", transient=True),
    _Row("broken", (), "", Unavailable,
         "{server} broke the connection before it had answered",
         "try again; a server that runs out of memory does this too", transient=True),
    _Row("not_json", (), "", ModelError,
         "{server} answered with something else than JSON{quoted}", _PATH),
    _Row("status", _REJECTED, _TOO_LONG, TooLong,
         "the article is longer than the window of {model} on {server}", _LARGER),
    _Row("status", (400, 403), _FILTER, Filtered,
         "the content filter of {server} refuses the article", "use another model"),
    _Row("status", (402,), "", ModelError,
         "{server} wants to be paid first", _BALANCE),
    _Row("status", (403, 429), _NO_MONEY, ModelError,
         "the account has no quota left at {server}", _BALANCE),
    _Row("status", (429,), "", Unavailable,
         "{server} says: too many requests",
         "try again later, or lower concurrency and requests_per_minute",
         transient=True, refused=True),
    _Row("status", (401,), "", ModelError,
         "{server} {key}", "check {variable}"),
    _Row("status", (403,), "", ModelError,
         "{server} does not allow this key to use {model}",
         "check the key's rights and the region with the provider"),
    _Row("status", (400, 404, 422), _NO_MODEL, ModelError,
         "{server} has no model {model}", _MODELS),
    _Row("status", (404,), "", ModelError,
         "there is no {base_url}/chat/completions (404)", _PATH),
    _Row("status", _REJECTED, "", ModelError,
         "{server} rejects the request ({status}{quoted})", _MODELS),
    _Row("status", _FAILING, "", Unavailable,
         "{server} fails (status {status})", _LATER, transient=True),
    _Row("status", (), "", ModelError,
         "{server} answers with status {status}", _PATH),
)  # fmt: skip
"""The first row that fits wins."""


def failed(fault: Fault, scene: Scene) -> Failed:
    """The failure of one attempt: the error for people, and what the retry must know."""
    row = next(row for row in TABLE if row.fits(fault))
    words = scene.words(fault)
    # Waiting for a server on this machine that was never started would only delay the advice.
    dead = fault.kind == "unreachable" and scene.endpoint.is_local and not scene.answered_before
    return Failed(
        row.error(row.says.format_map(words), hint=row.hint.format_map(words)),
        transient=row.transient and not dead,
        refused=row.refused,
        timed_out=fault.kind == "timeout",
        maybe_billed=fault.kind in ("timeout", "broken"),
        wait=fault.wait,
        words=fault.words if row.error is ModelError else "",
    )


_LONGEST_QUOTE = 160
_SHORTEST_ECHO = 24


def _quoted(scene: Scene, fault: Fault) -> str:
    """The server's words, shortened; nothing where they repeat the key or the article."""
    words = " ".join(fault.words.split())[:_LONGEST_QUOTE]
    key = scene.endpoint.api_key
    if not words or (key and key[:8] in words):
        return ""
    sent = " ".join(scene.sent.split())
    last = max(len(words) - _SHORTEST_ECHO, 0)
    if any(words[i : i + _SHORTEST_ECHO] in sent for i in range(last + 1)):
        return ""
    return f": {words!r}"
