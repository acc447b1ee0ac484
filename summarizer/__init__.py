"""A news article in, a structured brief out: every item cites the sentences that bear it out.

    from summarizer import Settings, summarize
    brief = summarize("article.txt")                       # a path, a URL or a Document
    brief = summarize("article.txt", settings=Settings.load(model="openai:gpt-4.1-mini"))

The rooms are importable by name as well: `summarizer.document` makes a Document of a text,
`summarizer.load` of a file or a page, `summarizer.render` writes a brief in every format.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.brief import Brief, Draft
    from summarizer.document import Document
    from summarizer.engine import Drafted, Engine
    from summarizer.errors import SummarizerError
    from summarizer.grounding import ground, verify
    from summarizer.model import LanguageModel
    from summarizer.pipeline import asummarize, summarize
    from summarizer.rules import Rules
    from summarizer.settings import Settings

_HOME = {
    "Brief": "brief",
    "Document": "document",
    "Draft": "brief",
    "Drafted": "engine",
    "Engine": "engine",
    "LanguageModel": "model",
    "Rules": "rules",
    "Settings": "settings",
    "SummarizerError": "errors",
    "asummarize": "pipeline",
    "ground": "grounding",
    "summarize": "pipeline",
    "verify": "grounding",
}

__all__ = [
    "Brief",
    "Document",
    "Draft",
    "Drafted",
    "Engine",
    "LanguageModel",
    "Rules",
    "Settings",
    "SummarizerError",
    "__version__",
    "asummarize",
    "ground",
    "summarize",
    "verify",
]

logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    # Names are imported when used: `--help` and a plain `import summarizer` stay light. None may be
    # the name of a room: once imported, the module of that name takes its place here.
    if name == "__version__":
        from importlib.metadata import version

        return version("summarizer")
    if name in _HOME:
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
