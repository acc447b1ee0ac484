"""One of the two engines: a language model behind any OpenAI-compatible server."""
