"""What counts as transient, and how long to wait: the one owner of attempts.

An *attempt* is the same request again after the transport or the server failed. (A re-ask sends a
bad answer back, a repair sends unsupported statements back; both are new requests.)
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TypeVar

import tenacity

from summarizer.errors import ModelError, SummarizerError, Unavailable
from summarizer.model.pace import Limiter
from summarizer.settings import Settings

T = TypeVar("T")

_LONGEST_BACKOFF = 30.0


class Failed(Exception):
    """One attempt failed; `error` says it to people, the rest to the retry."""

    def __init__(
        self,
        error: SummarizerError,
        *,
        transient: bool = False,
        refused: bool = False,
        timed_out: bool = False,
        maybe_billed: bool = False,
        wait: float | None = None,
        words: str = "",
    ) -> None:
        super().__init__(str(error))
        self.error = error
        self.transient = transient
        """The same request may succeed later."""
        self.refused = refused
        """The server said: too many requests."""
        self.timed_out = timed_out
        self.maybe_billed = maybe_billed
        """The server may have done the work, and did not say what it took."""
        self.wait = wait
        """Seconds the server asked to wait."""
        self.words = words
        """What the server complained of in a rejected request; for the dialect, not for people."""


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds a response asks to wait, by `retry-after-ms` or `Retry-After` (number or date)."""
    try:
        return max(0.0, float(headers["retry-after-ms"]) / 1000)
    except (KeyError, ValueError):
        pass
    asked = headers.get("retry-after", "").strip()
    try:
        return max(0.0, float(asked))
    except ValueError:
        pass
    try:
        until = parsedate_to_datetime(asked)
    except (TypeError, ValueError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


@dataclass(slots=True)
class _Patience:
    """The memory of one request: how often it failed, and whether anyone else was answered."""

    settings: Settings
    limiter: Limiter
    began: float
    failures: int = 0
    """Attempts that failed, refusals apart."""
    stalled: int = 0
    """Refusals in a row, since the server last answered anyone."""
    last_try: float = 0.0

    @property
    def tried(self) -> int:
        """Attempts that tell against the server."""
        return self.failures + self.stalled

    def count(self, failed: Failed) -> None:
        # A server that turns this request away while it answers others is busy, not broken:
        # waiting for a turn is not a failure, however often it takes.
        if self.limiter.answered_at > self.last_try:
            self.stalled = 0
        elif failed.refused:
            self.stalled += 1
        self.failures += not failed.refused
        self.last_try = monotonic()

    def is_over(self) -> bool:
        silence = monotonic() - max(self.began, self.limiter.answered_at)
        return self.tried >= self.settings.attempts or silence >= self.settings.deadline

    def pause(self, failed: Failed) -> float:
        backoff = min(self.settings.backoff * 2.0 ** max(self.tried - 1, 0), _LONGEST_BACKOFF)
        # Jitter: clients refused together must not come back together.
        backoff *= random.uniform(0.5, 1.0)  # noqa: S311
        return backoff if failed.wait is None else failed.wait + 0.1 * backoff


async def persist(attempt: Callable[[], Awaitable[T]], settings: Settings, limiter: Limiter) -> T:
    """Run `attempt` until it succeeds, fails for good, or patience ends.

    Raises the failure's own error; Unavailable when a transient one outlasts every attempt.
    """
    patience = _Patience(settings, limiter, monotonic(), last_try=monotonic())

    async def once() -> T:
        try:
            return await attempt()
        except Failed as failed:
            patience.count(failed)
            raise

    def failure(state: tenacity.RetryCallState) -> Failed:
        error = state.outcome and state.outcome.exception()
        assert isinstance(error, Failed)
        return error

    def gives_up(state: tenacity.RetryCallState) -> bool:
        failed = failure(state)
        too_long = failed.wait is not None and failed.wait > settings.longest_wait
        return too_long or patience.is_over()

    # Built for each request: a tenacity object shared by tasks mixes up their attempt counts.
    retrying = tenacity.AsyncRetrying(
        retry=tenacity.retry_if_exception(lambda e: isinstance(e, Failed) and e.transient),
        stop=gives_up,
        wait=lambda state: patience.pause(failure(state)),
        reraise=True,
    )
    try:
        return await retrying(once)
    except Failed as failed:
        raise _final(failed, patience, settings) from None


def _final(failed: Failed, patience: _Patience, settings: Settings) -> SummarizerError:
    error = failed.error
    if not failed.transient or not isinstance(error, ModelError):
        return error
    if failed.wait is not None and failed.wait > settings.longest_wait:
        return Unavailable(
            f"{error}; it asks to wait {failed.wait:,.0f} seconds",
            hint="try again later; longest_wait (SUMMARIZER_LONGEST_WAIT) is "
            f"{settings.longest_wait:,.0f} seconds",
        )
    if patience.tried <= 1:
        return error
    return Unavailable(f"{error}; tried {patience.tried} times", hint=error.hint)
