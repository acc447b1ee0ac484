"""The runner of many machines: the same workers as Ray actors; all see the input and OUTPUT."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from summarizer.batch.crew import Crew, Hand, Order, Word, serve
from summarizer.batch.plan import Part
from summarizer.batch.task import Task
from summarizer.batch.watch import Watch
from summarizer.errors import ConfigError, SummarizerError

_MOMENT = 0.2  # seconds
_PATIENCE = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Ray:
    """A cluster, by its address, e.g. `10.0.0.5:6379` or `auto`; None for one on this machine.

    Calling it is the runner.
    """

    address: str | None = None

    def __call__(self, task: Task, parts: Iterator[Part], workers: int, watch: Watch) -> None:
        """Make all parts in `workers` actors; see `Crew.work`. ConfigError without Ray."""
        ray = _ray()
        self._connect(ray, workers)
        try:
            _Crew(task.share(workers), parts, watch).work(workers)
        finally:
            ray.shutdown()

    def _connect(self, ray: Any, workers: int) -> None:
        quiet: dict[str, Any] = {
            "logging_level": logging.ERROR, "log_to_driver": False, "include_dashboard": False,
        }  # fmt: skip
        try:
            if self.address is None:
                # Everything on loopback: a cluster for this run alone is nobody else's business.
                ray.init(num_cpus=workers, _node_ip_address="127.0.0.1", **quiet)
            else:
                _reach(self.address)
                del quiet["include_dashboard"]
                if self.address.startswith("127."):
                    quiet["_node_ip_address"] = "127.0.0.1"  # or Ray takes it for this host's name
                ray.init(address=self.address, **quiet)
        except Exception as error:  # Ray raises whatever its parts do
            raise SummarizerError(
                f"Ray cannot be reached at {self.address or 'this machine'!r}: {error!s:.200}",
                hint="is the cluster up, and of the same Ray and Python version?",
            ) from error


def _reach(address: str) -> None:
    """Connect once: Ray itself would try for minutes. OSError when nobody listens."""
    host, _, port = address.rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host.removeprefix("ray://"), int(port)), _PATIENCE).close()


def _ray() -> Any:
    # Read when Ray is imported: nothing is reported to anybody.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
    except ImportError:
        raise ConfigError(
            "the Ray runner needs Ray, which is not installed",
            hint="pip install 'summarizer[ray]'",
        ) from None
    return ray


class _Worker:
    """Lives in an actor. Its words wait here until the driver asks for them."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.heard: asyncio.Queue[Any] = asyncio.Queue()
        self.said: asyncio.Queue[Word] = asyncio.Queue()
        self.life: asyncio.Task[None] | None = None

    async def give(self, word: Order) -> None:
        """An order."""
        self.heard.put_nowait(word)

    async def words(self) -> list[Word]:
        """Everything said since the last time; waits for the first word."""
        if self.life is None:  # only calls run in the actor's loop, not what makes it
            self.life = asyncio.create_task(serve(self.task, self.heard, self.said.put_nowait))
        found = [await self.said.get()]
        while not self.said.empty():
            found.append(self.said.get_nowait())
        return found

    async def process(self) -> int:
        """The id of the process it lives in."""
        return os.getpid()


class _Hand(Hand):
    def __init__(self, task: Task, actor: Any) -> None:
        super().__init__(task)
        self.actor = actor
        self.coming = actor.words.remote()

    def send(self, word: Order) -> None:
        self.actor.give.remote(word)

    def words(self, ray: Any) -> list[Word]:
        """What it said; the call that brings the next words is on its way."""
        try:
            found: list[Word] = ray.get(self.coming)
        except ray.exceptions.RayActorError:
            return [("dead", "its process or machine is gone")]
        self.coming = self.actor.words.remote()
        return found

    def dismiss(self) -> None:
        _ray().kill(self.actor)


class _Crew(Crew):
    def start(self, task: Task) -> Hand:
        ray = _ray()
        # No restart by Ray: the driver knows what is left of the budget.
        actor = ray.remote(num_cpus=1, max_restarts=0)(_Worker)
        return _Hand(task, actor.remote(task))

    def listen(self, hands: list[Hand]) -> Iterable[tuple[Hand, Word]]:
        ray = _ray()
        coming = {hand.coming: hand for hand in hands if isinstance(hand, _Hand)}
        ready, _ = ray.wait(list(coming), num_returns=1, timeout=_MOMENT)
        for reference in ready:
            hand = coming[reference]
            for word in hand.words(ray):
                yield hand, word
