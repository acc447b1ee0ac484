"""The path of one article, on one screen: load → engine → ground → repair once → brief."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from summarizer.brief import Brief, Unsupported
from summarizer.document import Document
from summarizer.engine import Engine
from summarizer.grounding import ground
from summarizer.injection import instructions
from summarizer.settings import Settings
from summarizer.sync import wait_for


async def brief(document: Document, engine: Engine, *, repairs: int = 1) -> Brief:
    """The brief of a document by an engine; what grounding refuses goes back to it once.

    ModelError when the engine's model fails. An item that stays refused is data, in `unsupported`.
    """
    warnings = _injected(document)
    drafted = await engine.draft(document)
    first = ground(drafted.draft, document, drafted.provenance, (*drafted.warnings, *warnings))
    if not first.unsupported or repairs < 1:
        return first
    again = await engine.repair(document, drafted, first.unsupported)
    if again is None:
        return first
    second = ground(again.draft, document, again.provenance, (*again.warnings, *warnings))
    if len(second.unsupported) > len(first.unsupported):
        # The repair made it worse: the first answer stands, and what was spent is still told.
        return first.model_copy(update={"provenance": again.provenance})
    return second.model_copy(update={"repaired": _mended(first, second)})


def _mended(first: Brief, second: Brief) -> tuple[Unsupported, ...]:
    """What was refused at first and no longer is: corrected, or withdrawn by the engine."""
    still = {(u.kind, u.field, u.message) for u in second.unsupported}
    return tuple(u for u in first.unsupported if (u.kind, u.field, u.message) not in still)


def _injected(document: Document) -> tuple[str, ...]:
    numbers = instructions(document)
    if not numbers:
        return ()
    listed = ", ".join(f"[{n}]" for n in numbers)
    return (
        f"The article holds words addressed to a language model ({listed});"
        " they are treated as text.",
    )


# ------------------------------------------------------------------ from anything to a brief


@asynccontextmanager
async def engine_for(settings: Settings) -> AsyncIterator[Engine]:
    """The engine the settings name, closed on the way out."""
    if settings.model == "rules":
        from summarizer.rules import Rules

        yield Rules()
        return
    from summarizer.model import LanguageModel

    model = LanguageModel(settings)
    try:
        yield model
    finally:
        await model.aclose()


async def asummarize(
    source: Document | Path | str,
    *,
    engine: Engine | None = None,
    settings: Settings | None = None,
    published: date | None = None,
    language: str | None = None,
) -> Brief:
    """The brief of an article: a Document, a path, or a URL (`document(text)` makes one of text).

    `engine` wins over `settings`; with neither, the settings of the environment and the
    configuration file decide, and without those the embedded rules engine.
    """
    if isinstance(source, Document):
        article = source
    else:
        from summarizer.load import aload

        article = await aload(source, published=published, language=language)
    if engine is not None:
        return await brief(article, engine)
    settings = settings or Settings.load()
    async with engine_for(settings) as chosen:
        return await brief(article, chosen, repairs=settings.repairs)


def summarize(
    source: Document | Path | str,
    *,
    engine: Engine | None = None,
    settings: Settings | None = None,
    published: date | None = None,
    language: str | None = None,
) -> Brief:
    """`asummarize` for synchronous code, notebooks included."""

    async def once() -> Brief:
        try:
            return await asummarize(
                source, engine=engine, settings=settings, published=published, language=language
            )
        finally:
            # Connections live in the loop of this call and would outlive it open.
            close = getattr(engine, "aclose", None)
            if close is not None:
                await close()

    return wait_for(once())
