"""Which language models can be used right now, why not, and how to get one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.settings import PRESETS, Preset, Settings, provider_key_is_set
from summarizer.sync import wait_for

if TYPE_CHECKING:
    import httpx2

_LONGEST_LOOK = 0.4  # seconds: nobody waits for a list of what is not there
_LARGEST = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """One way to a language model."""

    name: str
    """Preset, or "base_url" for the server that the settings name."""
    title: str
    base_url: str
    usable: bool
    why: str
    """What makes it usable, or what is missing; a few words."""
    how: str
    """What to do to have it, one line; empty when it is usable."""
    models: tuple[str, ...] = ()
    """Names for `--model`, prefix included; for a hosted provider empty (not asked)."""
    context_tokens: int | None = None
    """The window, where the server tells."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a running server says about itself."""

    kind: str | None
    """The preset it is; None when it does not say."""
    models: tuple[str, ...]
    context_tokens: int | None = None


# `owned_by` in a server's list of models tells servers apart that share a port.
_OWNERS = {"llamacpp": "llama-server", "vllm": "vllm", "library": "ollama"}


async def _json(
    http: httpx2.AsyncClient, url: str, key: str | None, seconds: float
) -> dict[str, Any] | None:
    """The JSON object at a URL; None for anything else, whatever goes wrong."""
    import httpx2

    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        async with asyncio.timeout(seconds), http.stream("GET", url, headers=headers) as response:
            body = b""
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > _LARGEST:
                    return None
            found = httpx2.Response(response.status_code, content=body).json()
            return found if response.status_code == 200 and isinstance(found, dict) else None
    except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError, OSError, ValueError):
        return None


async def look(
    http: httpx2.AsyncClient,
    base_url: str,
    *,
    key: str | None = None,
    model: str | None = None,
    seconds: float = _LONGEST_LOOK,
) -> Offer | None:
    """What the server at `base_url` offers; None when no model server answers there.

    `context_tokens` is that of `model`, or of the only model there is.
    """
    listed = await _json(http, f"{base_url}/models", key, seconds)
    rows = listed.get("data") if listed else None
    # Something else may listen on the port: only a list of models is a model server.
    if not isinstance(rows, list):
        return None
    rows = [r for r in rows if isinstance(r, dict) and isinstance(r.get("id"), str)]
    names = tuple(r["id"] for r in rows)
    owner = next((r.get("owned_by") for r in rows), None)
    kind = _OWNERS.get(owner) if isinstance(owner, str) else None
    row = next((r for r in rows if r["id"] == model), rows[0] if len(rows) == 1 else {})
    window = row.get("max_model_len")
    root = base_url.removesuffix("/v1")
    if kind == "llama-server":
        props = await _json(http, f"{root}/props", key, seconds) or {}
        window = (props.get("default_generation_settings") or {}).get("n_ctx")
    elif kind is None and window is None:
        studio = await _json(http, f"{root}/api/v0/models", key, seconds)
        entries = (studio or {}).get("data")
        if isinstance(entries, list) and any("loaded_context_length" in e for e in entries):
            kind = "lmstudio"
            window = next((e.get("loaded_context_length") for e in entries if e["id"] == model), 0)
    return Offer(kind, names, window if isinstance(window, int) and window > 0 else None)


def usable(
    settings: Settings, *, transport: httpx2.AsyncBaseTransport | None = None
) -> list[ServerStatus]:
    """Every way to a language model, usable ones first; all asked at once, 0.4 s a question.

    Only this machine and the base URL of the settings are asked, never a hosted provider.
    """
    return wait_for(_usable(settings, transport))


async def _usable(
    settings: Settings, transport: httpx2.AsyncBaseTransport | None
) -> list[ServerStatus]:
    import httpx2

    # Never through a proxy: what is asked is this machine.
    async with httpx2.AsyncClient(trust_env=False, transport=transport) as http:
        found = await asyncio.gather(
            *(_status(http, preset) for preset in PRESETS.values()),
            *([_own(http, settings)] if settings.base_url else []),
        )
    return sorted(found, key=lambda status: not status.usable)


async def _status(http: httpx2.AsyncClient, preset: Preset) -> ServerStatus:
    if preset.key_variable is not None:
        ready = provider_key_is_set(preset)
        why = f"{preset.key_variable} is {'set' if ready else 'not set'}"
        how = "" if ready else preset.how
        return ServerStatus(preset.name, preset.title, preset.base_url, ready, why, how)
    offer = await look(http, preset.base_url)
    if offer is not None and offer.kind not in (None, preset.name):
        other = PRESETS[offer.kind or ""].title
        return ServerStatus(
            preset.name, preset.title, preset.base_url, False,
            f"{other} listens on its port", preset.how,
        )  # fmt: skip
    return _from_offer(preset.name, preset.title, preset.base_url, offer, preset.how, preset.name)


async def _own(http: httpx2.AsyncClient, settings: Settings) -> ServerStatus:
    assert settings.base_url is not None
    url = settings.base_url.rstrip("/")
    offer = await look(http, url, key=settings.api_key)
    how = "check the base URL; it mostly ends in /v1"
    return _from_offer("base_url", "your base URL", url, offer, how, None)


def _from_offer(
    name: str, title: str, url: str, offer: Offer | None, how: str, prefix: str | None
) -> ServerStatus:
    if offer is None:
        return ServerStatus(name, title, url, False, "no model server answers there", how)
    if not offer.models:
        return ServerStatus(name, title, url, False, "it runs, and has no model", how)
    models = tuple(f"{prefix}:{m}" if prefix else m for m in offer.models)
    why = "running" if len(models) == 1 else f"running, {len(models)} models"
    return ServerStatus(name, title, url, True, why, "", models, offer.context_tokens)
