"""How fast a server is asked: a concurrency limit that adapts, and budgets per minute.

Both belong to one event loop. Both are first come, first served.
"""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic


class Limiter:
    """How many requests are in flight: fewer when the server says too many, more while it copes.

    Every request remembers the crowd it joined. One refused in a larger crowd than was ever
    answered says that this crowd is too large, and the limit falls below it: a burst of sixteen at
    a server that takes four settles at four at once. One refusal in a crowd that did get answers
    may be chance; the next without an answer between counts. After some answers one place more is
    tried; each time that one is refused the next try waits twice as long, so that probing costs a
    server next to nothing.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.limit = most
        self.in_flight = 0
        self.answered_at = float("-inf")
        """Monotonic time of the last answer: the server makes progress."""
        self._waiting: deque[asyncio.Future[int]] = deque()
        self._proved = 0
        self._streak = 0
        self._patience = 0.5
        self._shut = 0
        """Pauses that are running."""

    async def enter(self) -> int:
        """Wait for a place; returns the crowd: requests in flight, this one included."""
        if self.in_flight < self.limit and not (self._waiting or self._shut):
            self.in_flight += 1
            return self.in_flight
        turn: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.leave()  # the place was given in the moment of being given up
            raise

    def leave(self) -> None:
        """Give the place back; after `refused`, and before `coped`.

        So that nobody joins a crowd just refused, or is counted beside one who is already done.
        """
        self.in_flight -= 1
        self._admit()

    def coped(self, crowd: int) -> None:
        """The server answered a request that joined `crowd`."""
        self.answered_at = monotonic()
        if crowd > self._proved:
            self._proved = crowd
            self._patience = max(0.5, self._patience / 2)
        self._streak += 1
        if self.limit < self.most and self._streak >= self.limit * self._patience:
            self.limit += 1
            self._streak = 0
            self._admit()

    def refused(self, crowd: int, wait: float = 0.0) -> None:
        """The server said that `crowd` requests are too many, or did not answer in time.

        `wait`: the seconds it asked for.
        """
        if crowd == 1 and wait:
            # Alone and refused: too many in a while, not at once. Nobody need try before then.
            self._shut += 1
            asyncio.get_running_loop().call_later(wait, self._reopen)
        if crowd <= self._proved:
            self._proved = crowd - 1
            return
        if crowd <= self.limit:
            self._patience = min(self._patience * 2, 16.0)
        self.limit = max(1, min(self.limit, crowd - 1))
        self._streak = 0

    def _reopen(self) -> None:
        self._shut -= 1
        self._admit()

    def _admit(self) -> None:
        while self._waiting and self.in_flight < self.limit and not self._shut:
            turn = self._waiting.popleft()
            if not turn.done():
                self.in_flight += 1
                turn.set_result(self.in_flight)


class Budget:
    """A quota per minute as a leaking bucket: take an estimate, settle with the truth."""

    def __init__(self, per_minute: int | None) -> None:
        self._rate = (per_minute or 0) / 60
        # A tenth of the quota may go at once: a full minute's would double the first minute.
        self._size = self._level = max((per_minute or 0) / 10, 1.0)
        self._at = monotonic()
        self._turn = asyncio.Lock()

    async def take(self, amount: int) -> None:
        """Wait until the quota has this much left. More than the bucket holds is one bucket."""
        if not self._rate:
            return
        wanted = min(float(amount), self._size)
        async with self._turn:
            while True:
                now = monotonic()
                self._level = min(self._size, self._level + (now - self._at) * self._rate)
                self._at = now
                if (lacking := wanted - self._level) <= 1e-9:
                    self._level -= amount  # a debt, when the amount exceeds the bucket
                    return
                await asyncio.sleep(lacking / self._rate)

    def settle(self, estimate: int, true: int) -> None:
        """Give back what was taken too much, or owe what was taken too little."""
        if self._rate:
            self._level += estimate - true
