"""What `summarizer batch` shows on stderr while it works, and what Ctrl-C does to it."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Literal

from summarizer.cli.messages import counted, say

if TYPE_CHECKING:
    from summarizer.batch.run import Run
    from summarizer.batch.watch import Watch


class Progress:
    """What is shown on stderr while a batch runs, and what Ctrl-C does to it."""

    def __init__(self, kind: Literal["auto", "jsonl", "none"]) -> None:
        self.kind = kind
        self.on_terminal = kind == "auto" and sys.stderr.isatty()
        self.watch: Watch | None = None

    def watching(self, run: Run) -> Watch:
        from summarizer.batch.watch import Watch

        if self.kind != "none":
            for note in run.notes:
                say(f"note: {note}")
            if run.before.rows:
                say(
                    f"note: {run.before.rows:,} of {counted(run.plan.rows, 'row')} are done already"
                )
        self.watch = Watch(run.plan.rows, run.before, run.spent_before, self.show, note=self.note)
        return self.watch

    def show(self, watch: Watch) -> None:
        if self.kind == "jsonl":
            say(json.dumps(watch.event()))
        elif self.on_terminal:
            sys.stderr.write(f"\r\x1b[K{_line(watch)[:119]}")
            sys.stderr.flush()

    def note(self, words: str) -> None:
        self.clear()
        if self.kind != "none":
            say(f"note: {words}")

    def clear(self) -> None:
        if self.on_terminal:
            sys.stderr.write("\r\x1b[K")

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """The first Ctrl-C lets rows in flight end, the second gives them up."""

        def interrupted(_signal: int, _frame: FrameType | None) -> None:
            if self.watch is None:
                raise KeyboardInterrupt
            self.watch.stopping += 1
            self.note("stopping when the rows in flight have ended; Ctrl-C again stops at once")

        before = {
            name: signal.signal(name, interrupted) for name in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)


def _line(watch: Watch) -> str:
    event = watch.event()
    cost = "" if not event["cost"] else f"  ${event['cost']:.2f}"
    tokens = event["input_tokens"] + event["output_tokens"]
    used = f"  {tokens:,} tokens" if tokens else ""
    left = "" if event["left"] is None else f"  {duration(event['left'])} left"
    return (
        f"{event['done']:,} of {event['rows']:,}  {event['failed']:,} failed  "
        f"{event['rate']:.1f}/s{used}{cost}{left}"
    )


def duration(seconds: float) -> str:
    """`1:02:03`, or `2:03` under an hour."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
