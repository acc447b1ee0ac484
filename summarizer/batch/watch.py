"""How a run is doing: rows, rate, money, time left; and whether it is to stop."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from time import monotonic
from typing import Any

from summarizer.batch.ledger import Tally
from summarizer.batch.plan import Part

_EVERY = 0.5  # seconds between two looks
_WINDOW = 120  # looks that the rate is taken from


@dataclass
class Watch:
    """Kept by the driver. `show` is called twice a second, `saved` for each finished part."""

    rows: int
    """Of the whole input."""
    before: Tally = field(default_factory=Tally)
    """Rows that earlier sessions finished."""
    spent_before: float = 0.0
    """US dollars of earlier sessions."""
    show: Callable[[Watch], None] = lambda _: None
    saved: Callable[[Part, Tally], None] = lambda _part, _tally: None
    note: Callable[[str], None] = lambda _: None
    """One line for people."""
    stopping: int = 0
    """How often it was asked to stop: once, rows in flight end; twice, at once."""
    now: Tally = field(default_factory=Tally)
    """Rows of this session."""
    spent: float | None = 0.0
    """US dollars of this session, failed rows included; None when the price is unknown."""
    began: float = field(default_factory=monotonic)
    _looks: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=_WINDOW))
    _looked: float = 0.0

    def row(self, counted: Tally, cost: float | None) -> None:
        """A row ended, and this was spent since the last."""
        self.now.add(counted)
        self.spent = None if cost is None or self.spent is None else self.spent + cost

    def part(self, part: Part, counted: Tally) -> None:
        """A part is whole."""
        self.saved(part, counted)

    def tick(self) -> None:
        """To be called often; shows now and then."""
        if monotonic() - self._looked >= _EVERY:
            self._looked = monotonic()
            self._looks.append((self._looked, self.now.rows))
            self.show(self)

    @property
    def done(self) -> int:
        return self.before.rows + self.now.rows

    @property
    def rate(self) -> float:
        """Rows a second, over the last minute."""
        if len(self._looks) < 2:
            return 0.0
        (then, first), (last, second) = self._looks[0], self._looks[-1]
        return (second - first) / (last - then) if last > then else 0.0

    @property
    def left(self) -> float | None:
        """Seconds to the end at this rate; None when that cannot be said."""
        return (self.rows - self.done) / self.rate if self.rate else None

    def event(self) -> dict[str, Any]:
        """The state of the run for programs."""
        total = Tally()
        total.add(self.before)
        total.add(self.now)
        cost = None if self.spent is None else round(self.spent_before + self.spent, 6)
        return {
            "rows": self.rows,
            "done": self.done,
            **asdict(total),
            "cost": cost,
            "rate": round(self.rate, 2),
            "seconds": round(monotonic() - self.began, 1),
            "left": None if self.left is None else round(self.left, 1),
        }
