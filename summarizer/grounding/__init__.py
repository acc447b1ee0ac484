"""Draft × Document → Brief: what the document bears out stands, the rest is kept with a reason.

Pure: no network, no clock, no model. `ground` is the only maker of a Brief's items; `verify` runs
the same checks on a finished brief, whoever made it.
"""

from summarizer.grounding.briefs import verify
from summarizer.grounding.drafts import ground

__all__ = ["ground", "verify"]
