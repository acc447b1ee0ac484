"""The language model as an engine: a document in, a draft out, once more when asked."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from pydantic import ValidationError

from summarizer.brief import Draft, Provenance, Unsupported, Wire
from summarizer.document import Document
from summarizer.engine import Drafted
from summarizer.errors import ModelError, TooLong, Truncated
from summarizer.model import prompts, wire
from summarizer.model.cache import Store, key
from summarizer.model.ledger import Account, Ledger, together
from summarizer.settings import Settings

if TYPE_CHECKING:
    # openai and instructor take a second to import: not before the first request.
    import httpx2

    from summarizer.model.client import Door

W = TypeVar("W", bound=Wire)

_SHRINK = (24, 8, 3, 2)
"""How many items a part may list: at first, and each time its answer was cut off."""


class LanguageModel:
    """A model behind any OpenAI-compatible server; an `Engine`, and an async context manager.

    Usable from several event loops, and again after `aclose`. ConfigError at once when no model or
    key is set; whatever is slow or needs the server happens at the first call.
    """

    def __init__(
        self, settings: Settings, *, transport: httpx2.AsyncBaseTransport | None = None
    ) -> None:
        self.settings = settings
        self.endpoint = settings.endpoint
        self.ledger = Ledger(settings)
        self._store = Store(settings.cache_path if settings.cache else None)
        self._transport = transport
        # Connections, locks and queues belong to the loop they were made in.
        self._doors: WeakKeyDictionary[asyncio.AbstractEventLoop, Door] = WeakKeyDictionary()

    async def __aenter__(self) -> LanguageModel:
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close this loop's connections and the cache; a further draft opens them again."""
        if door := self._doors.pop(asyncio.get_running_loop(), None):
            await door.aclose()
        self._store.close()

    async def draft(self, document: Document) -> Drafted:
        """Propose a draft of the whole document. Raises ModelError and its family, TooLong."""
        word = prompts.boundary(document)
        return await self._ask(prompts.opening(document, word), word, Account())

    async def repair(
        self, document: Document, drafted: Drafted, problems: Sequence[Unsupported]
    ) -> Drafted | None:
        """A corrected draft; the same one with a warning when the model fails this time.

        What was paid for the first draft is not lost to a failure of the second.
        """
        if not problems:
            return None
        word = prompts.boundary(document)
        messages = prompts.correction(prompts.opening(document, word), drafted.draft, problems)
        account = Account()
        try:
            repaired = await self._ask(messages, word, account)
        except (ModelError, TooLong) as error:
            provenance = together(drafted.provenance, self._provenance(account))
            warning = f"the statements refused could not be sent back: {error}"
            return Drafted(drafted.draft, provenance, (*drafted.warnings, warning))
        return Drafted(
            repaired.draft,
            together(drafted.provenance, repaired.provenance),
            (*drafted.warnings, *repaired.warnings),
        )

    # ------------------------------------------------------------ asking

    async def _ask(
        self, messages: Sequence[prompts.Message], word: str, account: Account
    ) -> Drafted:
        """The answer to a request: remembered, or asked for whole, or in parts."""
        entry = self._key(messages, word) if self.settings.cache else ""
        if (remembered := self._remembered(entry)) is not None:
            return Drafted(remembered, self._provenance(account, cached=True))
        door = self._door()
        warnings: tuple[str, ...] = ()
        try:
            draft = await door.complete(messages, Draft, account)
        except (Truncated, wire.Misshapen) as whole:
            # The same request would fail the same way; a smaller one is shorter and easier.
            try:
                draft, warnings = await self._in_parts(door, messages, account)
            except wire.Misshapen:
                raise whole from None
        if not warnings:
            self._store.remember(entry, draft.model_dump_json())
        return Drafted(draft, self._provenance(account), warnings)

    async def _in_parts(
        self, door: Door, messages: Sequence[prompts.Message], account: Account
    ) -> tuple[Draft, tuple[str, ...]]:
        """The draft part by part, when the model cannot give it whole."""
        values: dict[str, Any] = {}
        warnings = []
        # One after another: each finds the article in the provider's prompt cache, and a server
        # that cannot do it is not asked five times at once.
        for fields in wire.PARTS:
            part, most = await self._part(door, messages, fields, account)
            values |= {name: getattr(part, name) for name in fields}
            if most < _SHRINK[0]:
                names = " and ".join(fields)
                warnings.append(f"the model's answers were cut off: at most {most} of {names}")
        return Draft(**values), tuple(warnings)

    async def _part(
        self,
        door: Door,
        messages: Sequence[prompts.Message],
        fields: tuple[str, ...],
        account: Account,
    ) -> tuple[Wire, int]:
        """Some fields of the draft, and the bound on their lists under which they fitted."""
        misshapen = False
        for most in _SHRINK:
            request = prompts.in_part(messages, fields, most)
            try:
                return await door.complete(request, wire.part(fields, most), account), most
            except Truncated:
                continue
            except wire.Misshapen:
                if misshapen:
                    raise
                misshapen = True  # once more: a shorter answer is easier to get right
        raise Truncated(
            f"the answer runs into the length limit of {self.settings.max_output_tokens:,} tokens, "
            f"even for {' and '.join(fields)} alone",
            hint="raise max_output_tokens, or use a model that does not repeat itself",
        )

    # ------------------------------------------------------------ plumbing

    def _door(self) -> Door:
        loop = asyncio.get_running_loop()
        door = self._doors.get(loop)
        if door is None:
            from summarizer.model.client import Door

            door = Door(self.settings, self.endpoint, self._store, self.ledger, self._transport)
            self._doors[loop] = door
        return door

    def _provenance(self, account: Account, *, cached: bool = False) -> Provenance:
        return account.provenance(self.settings.model, prompts.fingerprint(), cached=cached)

    def _remembered(self, entry: str) -> Draft | None:
        answer = self._store.answer(entry)
        try:
            return Draft.model_validate_json(answer) if answer is not None else None
        except ValidationError:
            return None  # somebody else wrote into the file

    def _key(self, messages: Sequence[prompts.Message], word: str) -> str:
        """What the answer depends on; not the key, and not the boundary of the day."""
        return key(
            {
                "base_url": self.endpoint.base_url,
                "model": self.endpoint.model,
                "messages": [{**m, "content": m["content"].replace(word, "")} for m in messages],
                "prompt": prompts.fingerprint(),
                "temperature": self.settings.temperature,
                "max_output_tokens": self.settings.max_output_tokens,
            }
        )
