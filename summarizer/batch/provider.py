"""Requests through the provider's Batch API: half the price, answers within a day.

It is a transport: to the engine a request is a request, so that answers are checked, repaired,
remembered and counted as ever.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx2

from summarizer.batch.desk import Desk, Rhythm
from summarizer.engine import Engine
from summarizer.model import LanguageModel
from summarizer.model.ledger import price
from summarizer.settings import Endpoint, Settings

_WEEK = 7 * 24 * 3600.0


@asynccontextmanager
async def engine(
    settings: Settings, folder: Path, rhythm: Rhythm | None = None
) -> AsyncIterator[Engine]:
    """A language model that asks through the Batch API, at half its price."""
    known = price(settings)
    patient = replace(
        settings,
        timeout=_WEEK,
        deadline=_WEEK,
        attempts=min(settings.attempts, 3),
        input_price=known.input / 2 if known else None,
        output_price=known.output / 2 if known else None,
    )
    async with _client(settings.endpoint) as client:
        desk = Desk(client, folder / "provider", rhythm or Rhythm())
        await desk.open()
        try:
            async with LanguageModel(patient, transport=_Transport(desk)) as model:
                yield model
        finally:
            await desk.close()


def _client(endpoint: Endpoint) -> httpx2.AsyncClient:
    key = endpoint.api_key
    return httpx2.AsyncClient(
        base_url=endpoint.base_url,
        headers={"Authorization": f"Bearer {key}"} if key else {},
        timeout=httpx2.Timeout(300.0, connect=10.0),
        trust_env=not endpoint.is_local,
    )


class _Transport(httpx2.AsyncBaseTransport):
    """Takes the place of the wire for completions; everything else goes over it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._wire = httpx2.AsyncHTTPTransport(trust_env=False)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if request.method != "POST" or not request.url.path.endswith("/chat/completions"):
            return await self._wire.handle_async_request(request)
        status, body = await self._desk.ask(json.loads(await request.aread()))
        return httpx2.Response(status, json=body, request=request)

    async def aclose(self) -> None:
        await self._wire.aclose()
