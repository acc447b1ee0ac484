"""What is known of one model on one server: its dialect, its way of counting, its window."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from summarizer.model import servers
from summarizer.model.cache import Store
from summarizer.model.window import Ratio, Size
from summarizer.model.wire import Dialect
from summarizer.settings import Endpoint, Settings

if TYPE_CHECKING:
    import httpx2

_FORGET = 7 * 24 * 3600.0  # seconds: servers are updated


class Known:
    """Learnt from answers and refusals; kept in the store, so that it is learnt once."""

    def __init__(self, settings: Settings, endpoint: Endpoint, store: Store) -> None:
        self._endpoint = endpoint
        self._store = store
        self._name = f"{endpoint.base_url} {endpoint.model}"
        self._window = settings.context_tokens
        self._window_asked = settings.context_tokens is not None
        self.ratio = self._stored_ratio()
        # OpenAI's newer models refuse the older name of the limit; all others know only that.
        usual = Dialect(
            limit="max_completion_tokens" if endpoint.preset == "openai" else "max_tokens"
        )
        stored = store.fact(f"dialect {self._name}", newer_than=_FORGET)
        self.dialect = (Dialect.from_json(stored) if stored else None) or usual
        self._kept = self.dialect

    def refused(self, dialect: Dialect, complaint: str) -> bool:
        """A request in `dialect` was rejected; True when there is another dialect to try."""
        simpler = dialect.simpler(complaint) if complaint else None
        if simpler is not None and self.dialect == dialect:
            self.dialect = simpler  # else a request beside this one has learnt it already
        return simpler is not None

    def understood(self, dialect: Dialect) -> None:
        """A request in `dialect` was answered: from now on it is worth remembering."""
        if dialect != self._kept:
            self._kept = dialect
            self._store.learn(f"dialect {self._name}", dialect.to_json())

    def counted(self, sent: Size, tokens: int) -> None:
        """The server counted `tokens` in a prompt that it read whole."""
        self.ratio.learn(sent, tokens)
        # Seldom: the mean soon stands still, and a write costs more than it is worth.
        if self.ratio.seen in (1, 3, 10) or self.ratio.seen % 100 == 0:
            learnt = json.dumps([self.ratio.value, self.ratio.seen])
            self._store.learn(f"ratio {self._name}", learnt)

    async def window(self, http: httpx2.AsyncClient) -> int | None:
        """The model's window in tokens, as set or as a server on this machine tells; or None."""
        if not self._window_asked and self._endpoint.is_local:
            self._window_asked = True
            offer = await servers.look(
                http,
                self._endpoint.base_url,
                key=self._endpoint.api_key,
                model=self._endpoint.model,
            )
            self._window = offer.context_tokens if offer else None
        return self._window

    def _stored_ratio(self) -> Ratio:
        stored = self._store.fact(f"ratio {self._name}")
        try:
            value, seen = json.loads(stored) if stored else (1.0, 0)
            return Ratio(float(value), int(seen))
        except (TypeError, ValueError):
            return Ratio()
