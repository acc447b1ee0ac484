"""Recorded replies of a model: what the evals replay, so that they need no key and no network.

They are taken and given back at the transport, below all parsing, so that a replay runs prompts,
re-asks, parsing, grounding and repair as they ship. A reply is filed under the SHA-256 of what it
answers: model, prompt fingerprint, messages, sampling, repeat. A changed prompt or schema therefore
finds no reply, and that is an error with the command that records anew: never a call, never a skip.

One readable JSONL file a case, sorted; no headers, no keys, no clock.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from summarizer.errors import InputError, NotRecorded
from summarizer.model import prompts
from summarizer.model.cache import key as key_of

REPLAY_URL = "http://127.0.0.1:9/v1"
"""Where a replay pretends to go; nobody listens there, and nothing is ever sent."""

_case: ContextVar[str] = ContextVar("case")


@contextmanager
def answering(case: str) -> Iterator[None]:
    """Requests made inside belong to this case."""
    token = _case.set(case)
    try:
        yield
    finally:
        _case.reset(token)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of a model, as it came."""

    key: str
    turn: int
    """1 for the article, 2 for a repair or a re-ask, and so on."""
    content: str | None
    refusal: str | None = None
    finish_reason: str = "stop"
    usage: Mapping[str, int] | None = None
    """None when the server's numbers are not real."""

    def completion(self, model: str) -> dict[str, Any]:
        """The chat completion that says it again."""
        message = {"role": "assistant", "content": self.content}
        if self.refusal is not None:
            message["refusal"] = self.refusal
        usage = dict(self.usage) if self.usage else None
        return {
            "id": f"replay-{self.key[:12]}",
            "object": "chat.completion",
            "created": 0,
            "model": model,
            "choices": [{"index": 0, "message": message, "finish_reason": self.finish_reason}],
            **({"usage": usage} if usage else {}),
        }

    def line(self) -> str:
        values = {
            "key": self.key,
            "turn": self.turn,
            "finish_reason": self.finish_reason,
            **({"refusal": self.refusal} if self.refusal is not None else {}),
            **({"usage": dict(self.usage)} if self.usage else {}),
            "content": self.content,
        }
        return json.dumps(values, ensure_ascii=False)


class Tape:
    """The replies of one model to the cases of one suite: a folder with a file a case."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._replies: dict[str, dict[str, Reply]] = {}
        self._used: dict[str, set[str]] = {}

    def find(self, case: str, key: str) -> Reply | None:
        """The reply to this request of this case."""
        found = self._of(case).get(key)
        if found is not None:
            self._used.setdefault(case, set()).add(key)
        return found

    def keep(self, case: str, reply: Reply) -> None:
        """A new reply, in memory until `save`."""
        self._of(case)[reply.key] = reply
        self._used.setdefault(case, set()).add(reply.key)

    def save(self, case: str, *, done: bool) -> None:
        """Write the replies of a case. Once it is `done`, what nothing asked for falls away."""
        used = self._used.get(case, set())
        kept = sorted(
            (r for r in self._of(case).values() if r.key in used or not done),
            key=lambda r: (r.turn, r.key),
        )
        if not kept:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        beside = self._path(case).with_suffix(".part")
        beside.write_text("".join(f"{reply.line()}\n" for reply in kept), "utf-8")
        beside.replace(self._path(case))

    def unused(self, cases: Iterable[str]) -> list[tuple[str, int]]:
        """Cases with replies that this session did not ask for, and how many."""
        left = ((c, len(self._of(c).keys() - self._used.get(c, set()))) for c in cases)
        return [(case, number) for case, number in left if number]

    def _path(self, case: str) -> Path:
        return self.folder / f"{case}.jsonl"

    def _of(self, case: str) -> dict[str, Reply]:
        if case not in self._replies:
            self._replies[case] = {reply.key: reply for reply in _read(self._path(case))}
        return self._replies[case]


def _read(path: Path) -> Iterator[Reply]:
    if not path.exists():
        return
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            yield Reply(**json.loads(line))
        except (TypeError, ValueError):
            raise InputError(
                f"{str(path)!r}, line {number}: not a recorded reply",
                hint="delete the file and record the case again",
            ) from None


# ------------------------------------------------------------------ the transport


class Replay(httpx2.AsyncBaseTransport):
    """Answers from a tape, and from nothing else."""

    def __init__(self, tape: Tape, command: str) -> None:
        """`command` records what is missing; it is told when something is."""
        self._tape = tape
        self._command = command

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if not _is_chat(request):
            return _nothing_else(request)
        case, body = _case.get(), _body(request)
        reply = self._tape.find(case, request_key(body))
        if reply is None:
            raise NotRecorded(
                f"no recorded reply of {body['model']!r} answers the request of case {case!r}",
                hint=f"the prompt, the schema or the article has changed; record with: "
                f"{self._command}",
            )
        return httpx2.Response(200, json=reply.completion(body["model"]), request=request)


class Record(httpx2.AsyncBaseTransport):
    """Passes on what the tape does not know yet, and keeps the answers."""

    def __init__(
        self, tape: Tape, inner: httpx2.AsyncBaseTransport, *, usage: bool, anew: bool
    ) -> None:
        """`usage`: the server's token counts are real. `anew`: known requests are asked again."""
        self._tape = tape
        self._inner = inner
        self._usage = usage
        self._anew = anew

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if not _is_chat(request):
            return _nothing_else(request)
        case, body = _case.get(), _body(request)
        key = request_key(body)
        known = None if self._anew else self._tape.find(case, key)
        if known is not None:
            return httpx2.Response(200, json=known.completion(body["model"]), request=request)
        response = await self._inner.handle_async_request(request)
        if response.status_code != 200:
            return response  # the product's own attempts deal with it; it is no answer
        content = await response.aread()
        try:
            said = json.loads(content)
            choice = said["choices"][0]
            message = choice["message"]
        except (ValueError, LookupError, TypeError):
            return httpx2.Response(200, content=content, request=request)
        usage = said.get("usage") if self._usage else None
        reply = Reply(
            key,
            turn=sum(m["role"] == "user" for m in body["messages"]),
            content=message.get("content"),
            refusal=message.get("refusal"),
            finish_reason=choice.get("finish_reason") or "stop",
            usage={n: v for n, v in usage.items() if isinstance(v, int)} if usage else None,
        )
        self._tape.keep(case, reply)
        return httpx2.Response(200, json=reply.completion(body["model"]), request=request)

    async def aclose(self) -> None:
        await self._inner.aclose()


def _is_chat(request: httpx2.Request) -> bool:
    return request.method == "POST" and request.url.path.endswith("/chat/completions")


def _nothing_else(request: httpx2.Request) -> httpx2.Response:
    # A server's window would bound the answer's length, and so change the request between
    # recording and replay; articles of a suite are short.
    return httpx2.Response(404, json={"error": {"message": "not recorded"}}, request=request)


def _body(request: httpx2.Request) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(request.content)
    return values


_BOUNDARY = re.compile(r"\b[0-9a-f]{16}\b")


def request_key(body: Mapping[str, Any]) -> str:
    """The file key of a request: what its answer depends on, in canonical form.

    Not the system message, which ends with the schema on servers that take none otherwise: the
    fingerprint stands for it and for the schema. Not the boundary words, which are new each time.
    """
    first, *rest = body["messages"]
    assert first["role"] == "system"
    return key_of(
        {
            "model": body["model"],
            "prompt": prompts.fingerprint(),
            "messages": [{**m, "content": _BOUNDARY.sub("", m["content"])} for m in rest],
            "temperature": body.get("temperature"),
            "max_tokens": body.get("max_tokens") or body.get("max_completion_tokens"),
            "repeat": 0,  # each question is asked once; every recorded key has it
        }
    )
