"""Requests gathered until no more come, sent to a Batch API as one file, waited for, answered.

What is sent is written down before, so that a run that was killed finds its batches again and pays
for none of them twice.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from summarizer.batch.ledger import write_whole
from summarizer.errors import ModelError

_MOST_BYTES = 190_000_000  # of one file; the API takes 200 MB
_ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
# The boundary of an article is drawn anew in each process; the request is the same without it.
_BOUNDARY = re.compile(r"\b[0-9a-f]{16}\b")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds."""

    quiet: float = 3.0
    """Without a new request before those at hand are sent."""
    first_look: float = 1.0
    """After a batch is sent; doubled before each further look."""
    longest_look: float = 60.0


Answer = tuple[int, Any]
"""HTTP status and body."""


@dataclass(slots=True)
class _Batch:
    """One batch as it is written down, before it is sent and after."""

    keys: list[str]
    id: str | None = None
    """The provider's; None until it has said so."""

    @property
    def digest(self) -> str:
        return hashlib.sha256("".join(self.keys).encode()).hexdigest()[:16]


@dataclass
class Desk:
    """Gathers requests, sends batches, gives out answers."""

    client: httpx2.AsyncClient
    folder: Path
    rhythm: Rhythm
    _gathered: dict[str, dict[str, Any]] = field(default_factory=dict)
    _bytes: int = 0
    _waiting: dict[str, list[asyncio.Future[Answer]]] = field(default_factory=dict)
    _under_way: set[str] = field(default_factory=set)
    """Keys of batches that are sent."""
    _unclaimed: dict[str, Answer] = field(default_factory=dict)
    """Answers that an earlier session paid for."""
    _collected: list[_Batch] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _timer: asyncio.TimerHandle | None = None

    async def open(self) -> None:
        """Take up the batches of a session that was killed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(self.folder.glob("*.json")):
            batch = _Batch(**json.loads(path.read_bytes()))
            batch.id = batch.id or await self._search(batch)
            if batch.id is None:
                path.unlink()  # it was never sent
                continue
            self._under_way.update(batch.keys)
            self._spawn(batch.keys, self._collect(batch))

    async def close(self) -> None:
        """Wait for nothing more; what is under way is found again."""
        if self._timer is not None:
            self._timer.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for batch in self._collected:
            self._path(batch).unlink(missing_ok=True)

    async def ask(self, body: dict[str, Any]) -> Answer:
        """The answer to one request, when its batch has come back."""
        key = _key(body)
        if key in self._unclaimed:
            return self._unclaimed.pop(key)
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(key, []).append(future)
        if key not in self._under_way and key not in self._gathered:
            self._gathered[key] = body
            self._bytes += len(json.dumps(body))
            if self._bytes > _MOST_BYTES:
                self._send_all()
        self._wait_for_quiet()
        return await future

    # ------------------------------------------------------------ sending

    def _wait_for_quiet(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(self.rhythm.quiet, self._send_all)

    def _send_all(self) -> None:
        if self._gathered:
            gathered, self._gathered, self._bytes = self._gathered, {}, 0
            self._under_way.update(gathered)
            self._spawn(list(gathered), self._send(gathered))

    def _spawn(self, keys: list[str], work: Coroutine[Any, Any, None]) -> None:
        async def guarded() -> None:
            try:
                await work
            except Exception as error:
                # Nobody must wait for ever, whatever the provider sends.
                for key in keys:
                    self._give(key, _failure(503, f"{type(error).__name__}: {error}"))

        task = asyncio.create_task(guarded())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send(self, requests: dict[str, dict[str, Any]]) -> None:
        batch = _Batch(list(requests))
        lines = (
            json.dumps(
                {"custom_id": k, "method": "POST", "url": "/v1/chat/completions", "body": body}
            )
            for k, body in requests.items()
        )
        try:
            uploaded = await self._call(
                "POST", "/files", data={"purpose": "batch"},
                files={"file": ("batch.jsonl", "\n".join(lines).encode(), "application/jsonl")},
            )  # fmt: skip
            self._keep(batch)
            created = await self._call(
                "POST", "/batches",
                json={
                    "input_file_id": uploaded["id"],
                    "endpoint": "/v1/chat/completions",
                    "completion_window": "24h",
                    "metadata": {"summarizer": batch.digest},
                },
            )  # fmt: skip
        except _Refusal as refusal:
            self._path(batch).unlink(missing_ok=True)
            for key in batch.keys:
                self._give(key, refusal.answer)
            return
        batch.id = created["id"]
        self._keep(batch)
        await self._collect(batch)

    def _path(self, batch: _Batch) -> Path:
        return self.folder / f"{batch.digest}.json"

    def _keep(self, batch: _Batch) -> None:
        write_whole(self._path(batch), json.dumps({"keys": batch.keys, "id": batch.id}).encode())

    async def _search(self, batch: _Batch) -> str | None:
        """The provider's id of a batch that was sent and whose id did not arrive."""
        try:
            listed = await self._call("GET", "/batches", params={"limit": "100"})
        except _Refusal as refusal:
            raise ModelError(
                f"the provider does not list its batches: {refusal.answer[1]['error']['message']}",
                hint="try again later",
            ) from None
        for found in listed.get("data", ()):
            if (found.get("metadata") or {}).get("summarizer") == batch.digest:
                return str(found["id"])
        return None

    # ------------------------------------------------------------ collecting

    async def _collect(self, batch: _Batch) -> None:
        state = await self._ended(batch)
        missing = dict.fromkeys(batch.keys)
        for name in ("output_file_id", "error_file_id"):
            if state.get(name):
                for key, answer in await self._results(state[name]):
                    if missing.pop(key, 0) is None:
                        self._give(key, answer)
        for key in missing:
            self._give(key, _failure(503, f"the batch {batch.id} has {state.get('status')}"))
        # The rows answered now are not on disk yet; those of the batch before are.
        for before in self._collected:
            self._path(before).unlink(missing_ok=True)
        self._collected = [batch]

    async def _ended(self, batch: _Batch) -> dict[str, Any]:
        """The last state of a batch, however long that takes."""
        pause = self.rhythm.first_look
        while True:
            try:
                state: dict[str, Any] = await self._call("GET", f"/batches/{batch.id}")
            except _Refusal as refusal:
                if refusal.status < 500:
                    return {"status": f"vanished ({refusal})"}
                state = {}  # the answers are paid for: they are worth waiting for
            if state.get("status") in _ENDED:
                return state
            await asyncio.sleep(pause)
            pause = min(pause * 2, self.rhythm.longest_look)

    async def _results(self, file: str) -> list[tuple[str, Answer]]:
        """The answers in a file of results, by the key of their request."""
        for pause in (1.0, 5.0, 30.0, 0.0):
            try:
                response = await self.client.get(f"/files/{file}/content")
                response.raise_for_status()
                return [_result(json.loads(line)) for line in response.text.splitlines() if line]
            except (httpx2.HTTPError, ValueError):
                if not pause:
                    raise
                await asyncio.sleep(pause)
        return []

    def _give(self, key: str, answer: Answer) -> None:
        self._under_way.discard(key)
        waiting = self._waiting.pop(key, None)
        if waiting is None:
            self._unclaimed[key] = answer
        for future in waiting or ():
            if not future.done():
                future.set_result(answer)

    async def _call(self, method: str, path: str, **more: Any) -> Any:
        """One call of the Batch API, tried again where that helps; _Refusal when it says no."""
        for pause in (1.0, 2.0, 4.0, 8.0, 0.0):
            try:
                response = await self.client.request(method, path, **more)
            except httpx2.TransportError as error:
                refusal = _Refusal(503, f"the Batch API cannot be reached ({type(error).__name__})")
            else:
                if response.is_success:
                    return response.json()
                refusal = _refusal(response.status_code, f"{method} {path}")
            if refusal.status < 500 or not pause:
                break
            await asyncio.sleep(pause)
        raise refusal


class _Refusal(Exception):
    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.answer = _failure(status, why)


def _refusal(status: int, call: str) -> _Refusal:
    if status == 404:
        return _Refusal(400, f"the server has no Batch API ({call}: 404)")
    # A pause is for requests on the wire: what is busy here fails for the moment.
    return _Refusal(503 if status == 429 else status, f"the Batch API answers {status} to {call}")


def _result(said: dict[str, Any]) -> tuple[str, Answer]:
    response = said.get("response")
    if response is None:
        return said["custom_id"], _failure(
            503, (said.get("error") or {}).get("message", "no answer")
        )
    status = int(response["status_code"])
    return said["custom_id"], (503 if status == 429 else status, response["body"])


def _failure(status: int, why: str) -> Answer:
    return status, {"error": {"message": why, "type": "batch"}}


def _key(body: dict[str, Any]) -> str:
    """What a request is known by, in this session and the next."""
    said = [{**m, "content": _BOUNDARY.sub("", str(m["content"]))} for m in body["messages"]]
    canonical = json.dumps({**body, "messages": said}, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:40]
