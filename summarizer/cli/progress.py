"""A bar on stderr while briefs are made; nothing at all where stderr is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bar:
    """Counts finished inputs. Silent unless made by `bar(…, shown=True)` on a terminal."""

    def __init__(self, progress: Progress | None, task: TaskID | None) -> None:
        self._progress, self._task = progress, task

    def advance(self) -> None:
        """Counts one."""
        if self._progress is not None and self._task is not None:
            self._progress.advance(self._task)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Counts one, and clears the line while something else is printed."""
        if self._progress is None or self._task is None:
            yield
            return
        self._progress.advance(self._task)
        self._progress.stop()
        yield
        if not self._progress.finished:
            self._progress.start()


@contextmanager
def bar(total: int, *, shown: bool) -> Iterator[Bar]:
    """A bar for `total` inputs, gone when the work is done."""
    if not (shown and sys.stderr.isatty()):
        yield Bar(None, None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
    from rich.progress import TimeElapsedColumn as Elapsed

    with Progress(
        SpinnerColumn(),
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        Elapsed(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
    ) as progress:
        yield Bar(progress, progress.add_task("reading", total=total))
