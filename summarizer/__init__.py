"""A news article in, a structured brief out: every item cites the sentences that bear it out.

    from summarizer import document, summarize
    brief = summarize("article.txt")                      # a path, a URL or a Document
    brief = summarize(document("Police said six …"), settings=Settings.load(model="openai:gpt-5"))
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.brief import Brief, Draft
    from summarizer.document import Document, document
    from summarizer.engine import Drafted, Engine
    from summarizer.errors import SummarizerError
    from summarizer.grounding import ground, verify
    from summarizer.load import aload, load
    from summarizer.model import LanguageModel
    from summarizer.pipeline import asummarize, summarize
    from summarizer.render import render
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
    "aload": "load",
    "asummarize": "pipeline",
    "document": "document",
    "ground": "grounding",
    "load": "load",
    "render": "render",
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
    "aload",
    "asummarize",
    "document",
    "ground",
    "load",
    "render",
    "summarize",
    "verify",
]

logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    # Names are imported when used: `--help` and a plain `import summarizer` stay light.
    if name == "__version__":
        from importlib.metadata import version

        return version("summarizer")
    if name in _HOME:
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
