"""One of the two engines: a language model behind any OpenAI-compatible server."""

from summarizer.model.engine import LanguageModel

__all__ = ["LanguageModel"]
