"""Dates in words: the days that "by the end of March" means for an article of a known day.

An interval is inclusive. A phrase is resolved whole or not at all: a word this room does not know,
or a relative word without a publication date, gives None, never a guess. The conventions:

- "by X", "until X", "within X" end on X's last day ("by 2025" on 31 December 2025) and start on the
  publication date when it is known and not later, else on X's first day. "Before X" ends on the
  day before X, "by mid-X" on the day in the middle of X, "by the start of X" on X's first day.
- Weeks run from Monday to Sunday. "Friday" is the coming one, today included; "next Friday" is
  Friday of next week.
- A date without its year is the first that ends after publication, or up to 14 days before it.
- "mid-March", "early 2027", "late May" are thirds; quarters are those of the calendar.
"""

from __future__ import annotations

from summarizer.dates.deadlines import resolve

__all__ = ["resolve"]
