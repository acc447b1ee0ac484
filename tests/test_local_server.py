"""The model path against a real server: llama.cpp with a model made on the spot."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from summarizer.brief import Draft
from summarizer.engine import Drafted
from summarizer.errors import ModelError, TooLong, Truncated
from summarizer.model import LanguageModel
from summarizer.pipeline import brief
from summarizer.settings import Settings

from . import tiny_model
from .provider import article

pytest.importorskip("xllamacpp")
pytest.importorskip("gguf")


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """A server of its own process: a crash in native code must not take the tests down."""
    command = [sys.executable, tiny_model.__file__, "serve", str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.stdin.close()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("model") / "tiny.gguf"
    tiny_model.make(path)
    with serving(path) as address:
        yield address


def engine(url: str, **settings: Any) -> LanguageModel:
    chosen: dict[str, Any] = {
        "model": "tiny", "base_url": url, "api_key": "local-key", "cache": False,
        "temperature": 1.0, "max_output_tokens": 4000, "attempts": 1,
    } | settings  # fmt: skip
    return LanguageModel(Settings(**chosen))


def drafts(model: LanguageModel, *documents: Any) -> list[Drafted]:
    async def run() -> list[Drafted]:
        async with model:
            return await asyncio.gather(*(model.draft(document) for document in documents))

    return asyncio.run(run())


def test_noise_behind_a_grammar_is_a_valid_draft_every_time(url: str) -> None:
    documents = [article(f"Train number {n} was late.", "Nobody was hurt.") for n in range(6)]
    found = drafts(engine(url), *documents)
    assert len(found) == 6
    for drafted in found:
        assert Draft.model_validate_json(drafted.draft.model_dump_json()) == drafted.draft
        assert drafted.provenance.usage is not None
        assert drafted.provenance.usage.input_tokens > 1000
    # It is noise, and not the same noise: something was really written.
    assert len({drafted.draft.model_dump_json() for drafted in found}) > 1


def test_grounding_refuses_the_noise_and_does_not_fall_over(url: str) -> None:
    document = article("Train number 9 was late.", "Nobody was hurt.", "The line reopens in May.")

    async def run() -> Any:
        async with engine(url) as model:
            return await brief(document, model)

    made = asyncio.run(run())
    assert made.provenance.engine == "model"
    for item in (*made.actors, *made.casualties, *made.commitments):
        assert item.evidence


def test_the_window_is_read_from_the_server(url: str) -> None:
    long = ["The committee heard the engineers again and adjourned until the evening."] * 2500
    with pytest.raises(TooLong, match=f"{tiny_model.CONTEXT:,}"):
        drafts(engine(url), article(*long))


def test_a_prompt_that_the_server_refuses_as_too_long_is_said_so(url: str) -> None:
    # Byte tokens: several times what we estimate, so that only the server can know.
    long = ["The committee heard the engineers again and adjourned until the evening."] * 400
    with pytest.raises(TooLong, match="longer than the window of 'tiny'"):
        drafts(engine(url, context_tokens=10**6), article(*long))


def test_a_wrong_key_is_told(url: str) -> None:
    with pytest.raises(ModelError, match="does not accept the API key"):
        drafts(engine(url, api_key="wrong"), article())


def test_an_answer_that_never_ends_is_bounded_and_told(tmp_path: Path) -> None:
    tiny_model.make(tmp_path / "endless.gguf", tilted=False)
    with serving(tmp_path / "endless.gguf") as address, pytest.raises(Truncated):
        drafts(engine(address, max_output_tokens=300), article())
