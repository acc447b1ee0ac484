"""A scripted provider: what it was sent, and what it answers; no socket is opened."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx2

from summarizer.document import Document, Sentence, Span
from summarizer.model import LanguageModel
from summarizer.settings import Settings

SECRET = "sk-live-0123456789abcdef"
URL = "http://provider.test/v1"

SENTENCES = (
    "A dam above the village of Orsk gave way on Friday morning.",
    "Nine people drowned, the regional governor said.",
    "The power company promised to rebuild the dam by 2028.",
    "Investigators do not know why the gates stayed shut.",
)

DRAFT: dict[str, Any] = {
    "actors": [
        {"evidence": [3], "name": "power company", "aliases": [], "kind": "company", "role": None,
         "part": "promised to rebuild the dam", "prominence": "primary"}
    ],
    "commitments": [],
    "casualties": [
        {"evidence": [2], "effect": "killed", "count": "Nine", "who": "people",
         "incident": "a dam gave way", "where": None, "when": None, "scope": "incident",
         "part_of": None, "speaker": "the regional governor", "disputed": False}
    ],
    "questions": [
        {"evidence": [4], "question": "Why did the gates stay shut?", "kind": "unknown",
         "positions": []}
    ],
    "summary": [{"evidence": [1], "text": "A dam above Orsk gave way."}],
    "headline": {"evidence": [1], "text": "Dam above Orsk gives way"},
}  # fmt: skip

Reply = httpx2.Response | Exception | Callable[[dict[str, Any]], httpx2.Response]


def article(*sentences: str, title: str | None = "Dam") -> Document:
    """A document of these sentences, or of the usual four."""
    texts = sentences or SENTENCES
    numbered, start = [], 0
    for number, text in enumerate(texts, 1):
        numbered.append(Sentence(number, Span(start, start + len(text)), text))
        start += len(text) + 1
    return Document(" ".join(texts), tuple(numbered), title=title)


def completion(
    content: Any, *, finish: str = "stop", tokens: int | None = 3000, refusal: str | None = None,
    output: int = 500, cached: int = 0,
) -> httpx2.Response:  # fmt: skip
    """A chat completion that holds a text or, as JSON, a value."""
    text = content if isinstance(content, str | None) else json.dumps(content)
    message = {"role": "assistant", "content": text, "refusal": refusal}
    body: dict[str, Any] = {
        "id": "c", "object": "chat.completion", "created": 1, "model": "m",
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
    }  # fmt: skip
    if tokens is not None:
        body["usage"] = {
            "prompt_tokens": tokens, "completion_tokens": output, "total_tokens": tokens + output,
            "prompt_tokens_details": {"cached_tokens": cached},
        }  # fmt: skip
    return httpx2.Response(200, json=body)


def error(status: int, message: str = "no", code: str | None = None, **headers: str) -> Any:
    """An error as OpenAI words it; header names with `_` for `-`."""
    body = {"error": {"message": message, "type": "x", "code": code}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(status, json=body, headers=named)


class Provider:
    """Answers one request after another from a script; the last line is said for ever."""

    def __init__(self, *script: Reply) -> None:
        self.script = list(script)
        self.requests: list[httpx2.Request] = []

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """What was sent, as JSON."""
        return [json.loads(request.content) for request in self.requests]

    async def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        reply = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(reply, Exception):
            raise reply
        if isinstance(reply, httpx2.Response):
            # A response can be read once; the last line of a script is said many times.
            return httpx2.Response(reply.status_code, headers=reply.headers, content=reply.content)
        return reply(json.loads(request.content))

    def engine(self, **settings: Any) -> LanguageModel:
        """A language model behind this provider, impatient and without a memory."""
        chosen: dict[str, Any] = {
            "model": "m", "base_url": URL, "api_key": SECRET, "cache": False, "backoff": 0.0,
            "attempts": 3,
        } | settings  # fmt: skip
        return LanguageModel(Settings(**chosen), transport=httpx2.MockTransport(self))


def remembering(folder: Path) -> dict[str, Any]:
    """Settings of an engine with a memory in this folder."""
    return {"cache": True, "cache_path": folder / "answers.sqlite"}


def texts(body: dict[str, Any]) -> Sequence[str]:
    """The messages of a request."""
    return [message["content"] for message in body["messages"]]
