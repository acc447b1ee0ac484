"""The one door from synchronous code onto the asynchronous core."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, TypeVar

T = TypeVar("T")


def wait_for(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end and return its result, also where a loop already runs (notebooks)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return _run(work)
    # A running loop cannot be entered twice: the work gets a loop of its own, on another thread.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(copy_context().run, _run, work).result()


def _run(work: Coroutine[Any, Any, T]) -> T:
    result: list[T] = []

    async def kept() -> None:
        # Not the task's own result: when `asyncio.run` puts the handler of Ctrl-C back, CPython
        # prints the task, result and all, and throws the text away.
        result.append(await work)

    asyncio.run(kept())
    return result[0]
