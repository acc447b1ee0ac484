"""The language model at the wire: what is sent, what comes back, what each failure says."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest

from summarizer.brief import Draft, Unsupported
from summarizer.engine import Drafted, Engine
from summarizer.errors import (
    BudgetError,
    ConfigError,
    Filtered,
    InputCut,
    ModelError,
    OutputError,
    Refused,
    SummarizerError,
    TooLong,
    Truncated,
    Unavailable,
)
from summarizer.model import LanguageModel, prompts, wire
from summarizer.settings import Settings

from .provider import (
    DRAFT,
    SECRET,
    URL,
    Provider,
    article,
    completion,
    error,
    remembering,
    texts,
)


def draft(provider: Provider, *sentences: str, **settings: Any) -> Drafted:
    """One draft of an article by a fresh engine."""

    async def run() -> Drafted:
        async with provider.engine(**settings) as engine:
            return await engine.draft(article(*sentences))

    return asyncio.run(run())


def failure(provider: Provider, **settings: Any) -> SummarizerError:
    """The error of a draft that fails, checked for what no message may hold."""
    with pytest.raises(SummarizerError) as caught:
        draft(provider, **settings)
    said = f"{caught.value} {caught.value.hint} {caught.value!r}"
    assert SECRET not in said
    assert "Orsk" not in said
    assert "\n" not in said
    assert caught.value.__cause__ is None
    return caught.value


# ------------------------------------------------------------------ the request


def test_a_language_model_is_an_engine() -> None:
    assert isinstance(Provider(completion(DRAFT)).engine(), Engine)


def test_the_draft_is_the_answer_and_the_provenance_says_what_it_took() -> None:
    provider = Provider(completion(DRAFT, tokens=3000, output=500, cached=2000))
    drafted = draft(provider)
    assert drafted.draft == Draft.model_validate(DRAFT)
    assert type(drafted.draft) is Draft
    told = drafted.provenance
    assert (told.engine, told.model, told.prompt) == ("model", "m", prompts.fingerprint())
    assert (told.attempts, told.reasks, told.repairs, told.cached) == (1, 0, 0, False)
    assert told.usage is not None
    assert (told.usage.input_tokens, told.usage.output_tokens) == (3000, 500)
    assert told.usage.cached_tokens == 2000
    assert told.cost is None


def test_the_request_is_this_to_the_byte() -> None:
    provider = Provider(completion(DRAFT))
    draft(provider)
    (request,) = provider.requests
    document = article()
    expected = {
        "model": "m",
        "messages": prompts.opening(document, prompts.boundary(document)),
        "max_tokens": 6000,
        "temperature": 0.0,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "Draft", "strict": True, "schema": wire.schema(Draft)},
        },
    }
    assert json.loads(request.content) == expected
    assert len(request.content) == len(
        json.dumps(expected, separators=(",", ":"), ensure_ascii=False).encode()
    )
    assert str(request.url) == f"{URL}/chat/completions"
    assert request.headers["authorization"] == f"Bearer {SECRET}"


def test_an_article_is_never_run_through_a_template_engine() -> None:
    traps = ("{{ 7 * 7 }} and {% raw %}.", "${home} costs $5.", "{{ 'a' * 99 }}")
    provider = Provider(completion(DRAFT))
    draft(provider, *traps)
    (body,) = provider.bodies
    assert "\n".join(f"[{n}] {text}" for n, text in enumerate(traps, 1)) in texts(body)[1]


def test_what_stands_before_the_article_is_the_same_bytes_for_every_article() -> None:
    provider = Provider(completion(DRAFT))
    draft(provider, "One article.")
    draft(provider, "Another one, from elsewhere.")
    one, other = (request.content for request in provider.requests)
    same = next(i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    assert prompts.text("system").encode()[-40:].replace(b'"', b'\\"') in one[:same]


@pytest.mark.parametrize(
    ("model", "extra"),
    [
        ("vllm:x", {"chat_template_kwargs": {"enable_thinking": False}}),
        ("llama-server:x", {"chat_template_kwargs": {"enable_thinking": False}}),
        ("openai:x", {}),
        ("ollama:x", {}),
    ],
)
def test_thinking_is_off_where_the_server_can_be_told(model: str, extra: dict[str, Any]) -> None:
    provider = Provider(completion(DRAFT))
    draft(provider, model=model, base_url=None, context_tokens=100_000)
    (body,) = provider.bodies
    assert {k: v for k, v in body.items() if k == "chat_template_kwargs"} == extra
    assert ("max_completion_tokens" in body) is (model == "openai:x")


def test_the_organisation_of_the_environment_goes_to_openai_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-7")
    provider = Provider(completion(DRAFT))
    draft(provider)
    draft(provider, model="openai:x", base_url=None)
    mine, openai = provider.requests
    assert "openai-organization" not in mine.headers
    assert openai.headers["openai-organization"] == "org-7"


# ------------------------------------------------------------------ the capability ladder


def test_a_server_without_schemas_is_asked_more_simply_and_remembered(tmp_path: Path) -> None:
    no = error(400, "response_format json_schema is not supported by this server")
    provider = Provider(no, no, error(422, "unknown response_format"), completion(DRAFT))
    kept = remembering(tmp_path)
    assert draft(provider, **kept).provenance.attempts == 4
    document, schema = article(), wire.schema(Draft)
    system, user = prompts.opening(document, prompts.boundary(document))
    card = f"{system['content']}\n\n{prompts.card(wire.schema_text(Draft))}"
    with_card = {"role": "system", "content": card}
    rest = {"model": "m", "max_tokens": 6000, "temperature": 0.0}
    expected = [
        {**rest, "messages": [system, user], "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "Draft", "strict": True, "schema": schema}}},
        {**rest, "messages": [system, user], "response_format": {
            "type": "json_schema", "json_schema": {"name": "Draft", "schema": schema}}},
        {**rest, "messages": [with_card, user], "response_format": {"type": "json_object"}},
        {**rest, "messages": [with_card, user]},
    ]  # fmt: skip
    assert provider.bodies == expected
    for request, body in zip(provider.requests, expected, strict=True):
        plain = json.dumps(body, separators=(",", ":"), ensure_ascii=False)
        assert sorted(request.content) == sorted(plain.encode())  # the same bytes, keys as may be

    # Another process, another article: no refusal is needed to know.
    draft(provider, "A second article.", **kept)
    assert len(provider.requests) == 5
    assert "response_format" not in provider.bodies[-1]


def test_a_refused_parameter_is_left_out() -> None:
    provider = Provider(
        error(400, "Unsupported value: 'temperature' does not support 0.0 with this model."),
        error(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
        completion(DRAFT),
    )
    draft(provider)
    assert "temperature" not in provider.bodies[-1]
    assert provider.bodies[-1]["max_completion_tokens"] == 6000
    assert "response_format" in provider.bodies[-1]


@pytest.mark.parametrize(
    "answer",
    [
        f"```json\n{json.dumps(DRAFT)}\n```",
        f"<think>a {{draft}} first</think>\n{json.dumps(DRAFT)}\nas in [1]",
        f"Here it is:\n\n{json.dumps(DRAFT, indent=2)}",
    ],
)
def test_json_is_found_in_what_a_model_says_around_it(answer: str) -> None:
    assert draft(Provider(completion(answer))).draft == Draft.model_validate(DRAFT)


def test_a_number_in_quotes_is_not_worth_a_call() -> None:
    loose = DRAFT | {"headline": {"evidence": ["1"], "text": "Dam above Orsk gives way"}}
    provider = Provider(completion(loose))
    assert draft(provider).draft == Draft.model_validate(DRAFT)


# ------------------------------------------------------------------ re-asks

BAD = DRAFT | {"questions": [{"evidence": [4], "question": "Why?", "kind": "odd"}]}


def test_a_bad_answer_goes_back_once_with_a_short_list_and_the_request_stays_flat() -> None:
    provider = Provider(completion(BAD), completion("nonsense"), completion(DRAFT))
    told = draft(provider, reasks=3).provenance
    assert (told.attempts, told.reasks) == (3, 2)
    assert told.usage is not None
    assert told.usage.input_tokens == 9000
    first, second, third = (body["messages"] for body in provider.bodies)
    assert second[:2] == third[:2] == first
    assert [m["role"] for m in second[2:]] == [m["role"] for m in third[2:]] == [
        "assistant", "user",
    ]  # fmt: skip
    assert json.loads(second[2]["content"]) == BAD
    assert "questions.0.kind: Input should be" in second[3]["content"]
    assert "https://" not in second[3]["content"]
    assert third[2]["content"] == "nonsense"


def test_not_json_for_ever_is_one_clear_line() -> None:
    provider = Provider(completion("I would rather write a poem."))
    said = failure(provider, reasks=1)
    assert type(said) is wire.Misshapen
    assert str(said) == "'m' gave no usable answer in 2 tries: not JSON"
    # The whole twice, then its first part twice and a shorter one twice; a server that cannot do
    # that is not asked for the rest.
    assert len(provider.requests) == 6


def test_json_of_another_shape_for_ever_names_the_first_fault() -> None:
    said = failure(Provider(completion({"summary": "The village of Orsk"})), reasks=0)
    assert isinstance(said, OutputError)
    assert "JSON of another shape" in str(said)
    assert "Field required" in str(said)


def test_a_model_that_cannot_give_the_whole_is_asked_for_the_parts() -> None:
    def by_schema(body: dict[str, Any]) -> httpx2.Response:
        fields = list(body["response_format"]["json_schema"]["schema"]["properties"])
        whole = len(fields) == len(DRAFT)
        return completion("oops" if whole else {name: DRAFT[name] for name in fields})

    provider = Provider(by_schema)
    drafted = draft(provider, reasks=0)
    assert drafted.draft == Draft.model_validate(DRAFT)
    assert (drafted.provenance.attempts, drafted.provenance.reasks) == (6, 0)


# ------------------------------------------------------------------ length


def cut(keep: int) -> Any:
    """Answers cut off by the length limit, unless at most `keep` items are asked for."""

    def reply(body: dict[str, Any]) -> httpx2.Response:
        properties = body["response_format"]["json_schema"]["schema"]["properties"]
        most = max((p.get("maxItems", 0) for p in properties.values()), default=0)
        if len(properties) == len(DRAFT) or (most > keep and "actors" in properties):
            return completion(json.dumps(DRAFT)[:90], finish="length")
        return completion({name: DRAFT[name] for name in properties})

    return reply


def test_an_answer_that_is_too_long_is_asked_for_in_parts() -> None:
    provider = Provider(cut(keep=24))
    drafted = draft(provider)
    assert drafted.draft == Draft.model_validate(DRAFT)
    assert drafted.warnings == ()
    assert drafted.provenance.attempts == 6
    whole, *parts = provider.bodies
    for body, fields in zip(parts, wire.PARTS, strict=True):
        assert texts(body)[1].startswith(texts(whole)[1])
        schema = body["response_format"]["json_schema"]["schema"]
        assert schema["required"] == list(fields)
        assert ", ".join(fields) in texts(body)[1]


def test_a_part_that_is_too_long_is_asked_for_shorter_and_the_reader_is_told() -> None:
    drafted = draft(Provider(cut(keep=3)))
    assert drafted.draft == Draft.model_validate(DRAFT)
    assert drafted.warnings == ("the model's answers were cut off: at most 3 of actors",)


def test_a_cut_answer_is_not_remembered(tmp_path: Path) -> None:
    provider = Provider(cut(keep=3))
    kept = remembering(tmp_path)
    draft(provider, **kept)
    assert draft(provider, **kept).provenance.cached is False


def test_length_for_ever_is_truncated() -> None:
    provider = Provider(completion('{"actors": [', finish="length"))
    said = failure(provider)
    assert type(said) is Truncated
    assert "6,000 tokens" in str(said)
    assert len(provider.requests) == 5


def test_an_answer_complete_at_the_limit_is_complete() -> None:
    assert draft(Provider(completion(DRAFT, finish="length"))).provenance.attempts == 1


# ------------------------------------------------------------------ every way to fail

PAGE = httpx2.Response(
    200, text="<!doctype html><html>hi</html>", headers={"content-type": "text/html"}
)
ECHO = "Invalid user message: A dam above the village of Orsk gave way on Friday morning."

FAILURES: list[tuple[str, Any, type[SummarizerError], str, str, int]] = [
    # what is sent back; the error; what it says; what to do; how many requests it may take
    ("no such model", error(404, "The model `m` does not exist", "model_not_found"),
     ModelError, "has no model 'm'", "summarizer models", 1),
    ("no such model, in other words", error(400, "m is not a valid model ID"),
     ModelError, "has no model 'm'", "summarizer models", 1),
    ("no such path", httpx2.Response(404, json={"detail": "Not Found"}),
     ModelError, "there is no http://provider.test/v1/chat/completions", "/v1", 1),
    ("no key", error(401, f"Incorrect API key provided: {SECRET}"),
     ModelError, "does not accept the API key", "SUMMARIZER_API_KEY", 1),
    ("not allowed", error(403, "region not supported"),
     ModelError, "does not allow this key to use 'm'", "rights", 1),
    ("no money", error(429, "You exceeded your current quota", "insufficient_quota"),
     ModelError, "no quota left", "balance", 1),
    ("payment", error(402, "Insufficient credits"),
     ModelError, "wants to be paid", "balance", 1),
    ("too long", error(400, "This model's maximum context length is 8192 tokens."),
     TooLong, "longer than the window of 'm'", "larger window", 1),
    ("too long, as llama.cpp says it", error(400, "the request exceeds the available context size"),
     TooLong, "longer than the window", "larger window", 1),
    ("filtered before it was read", error(400, "blocked by content management policy"),
     Filtered, "content filter", "another model", 1),
    ("rejected", error(400, "the logit_bias is odd"),
     ModelError, "rejects the request (400: 'the logit_bias is odd", "summarizer models", 1),
    ("rejected, quoting the article", error(400, ECHO),
     ModelError, "rejects the request (400)", "summarizer models", 1),
    ("rejected, quoting the key", error(400, f"bad header {SECRET}"),
     ModelError, "rejects the request (400)", "summarizer models", 1),
    ("429 for ever", error(429, "slow down", retry_after="0"),
     Unavailable, "too many requests; tried 3 times", "concurrency", 3),
    ("429 till tomorrow", error(429, "slow down", retry_after="86400"),
     Unavailable, "it asks to wait 86,400 seconds", "longest_wait", 1),
    ("500 for ever", error(500, "oops"),
     Unavailable, "fails (status 500); tried 3 times", "later", 3),
    ("503 for ever", error(503, "loading"), Unavailable, "status 503", "later", 3),
    ("408 for ever", error(408, "slow"), Unavailable, "status 408", "later", 3),
    ("an odd status", error(451, "no"), ModelError, "status 451", "/v1", 1),
    ("timeout", httpx2.ReadTimeout("slow"),
     Unavailable, "did not answer within 180 seconds; tried 3", "SUMMARIZER_TIMEOUT", 3),
    ("reset", httpx2.ReadError("reset"), Unavailable, "broke the connection", "again", 3),
    ("cut in the middle", httpx2.RemoteProtocolError("incomplete"),
     Unavailable, "broke the connection", "again", 3),
    ("nothing listens", httpx2.ConnectError("refused"),
     Unavailable, "cannot be reached", "http://provider.test/v1", 3),
    ("refusal", completion(None, refusal="I can't help with that."),
     Refused, "refuses to answer", "", 1),
    ("content filter", completion(DRAFT, finish="content_filter"),
     Filtered, "content filter", "", 1),
    ("no choices", httpx2.Response(200, json={"id": "c", "choices": []}),
     OutputError, "an answer without choices", "again", 1),
    ("choices of null", httpx2.Response(200, json={"id": "c", "choices": None}),
     OutputError, "an answer without choices", "again", 1),
    ("a web page", PAGE, ModelError, "something else than JSON: 'a web page'", "/v1", 1),
    ("a web page that claims to be JSON",
     httpx2.Response(200, text="<html>", headers={"content-type": "application/json"}),
     ModelError, "something else than JSON", "/v1", 1),
    ("200 with an error that passes", httpx2.Response(200, json={"error": {"code": 502}}),
     Unavailable, "fails (status 502); tried 3 times", "later", 3),
    ("200 with an error that stays",
     httpx2.Response(200, json={"error": {"code": 404, "message": "model not found"}}),
     ModelError, "has no model 'm'", "summarizer models", 1),
    ("choices of no known kind", httpx2.Response(200, json={"choices": ["x"], "usage": "y"}),
     OutputError, "an answer without choices", "again", 1),
    ("JSON of no known kind", httpx2.Response(200, json=["surprise"]),
     OutputError, "an answer without choices", "again", 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reply", "kind", "says", "advice", "requests"),
    [row[1:] for row in FAILURES],
    ids=[row[0] for row in FAILURES],
)
def test_a_failure_is_one_clear_line_with_what_to_do(
    reply: Any, kind: type[SummarizerError], says: str, advice: str, requests: int
) -> None:
    provider = Provider(reply)
    said = failure(provider)
    assert type(said) is kind
    assert says in str(said)
    assert advice in said.hint
    assert len(provider.requests) == requests


@pytest.mark.parametrize(
    "passing",
    [
        error(429, "slow down", retry_after="0"),
        error(500),
        error(409),
        httpx2.ReadTimeout("slow"),
        httpx2.ReadError("reset"),
        httpx2.ConnectError("refused"),
        httpx2.Response(200, json={"error": {"code": 502, "message": "upstream"}}),
    ],
)
def test_a_failure_that_passes_costs_an_attempt_and_nothing_else(passing: Any) -> None:
    provider = Provider(passing, passing, completion(DRAFT))
    drafted = draft(provider)
    assert drafted.draft == Draft.model_validate(DRAFT)
    assert (drafted.provenance.attempts, drafted.provenance.reasks) == (3, 0)
    assert len({request.content for request in provider.requests}) == 1


def test_usage_is_unknown_when_a_broken_attempt_may_have_been_billed() -> None:
    broken = Provider(httpx2.ReadError("reset"), completion(DRAFT))
    assert draft(broken).provenance.usage is None
    refused = Provider(error(503), completion(DRAFT))
    assert draft(refused).provenance.usage is not None
    silent = Provider(completion(DRAFT, tokens=None))
    assert draft(silent).provenance.usage is None


def test_a_server_on_this_machine_that_was_never_there_is_not_waited_for() -> None:
    provider = Provider(httpx2.ConnectError("refused"))
    said = failure(provider, model="ollama:x", base_url=None, context_tokens=9000)
    assert str(said) == "Ollama cannot be reached"
    assert "ollama serve" in said.hint
    assert len(provider.requests) == 1


def test_a_missing_key_is_said_before_anything_is_sent() -> None:
    provider = Provider(completion(DRAFT))
    with pytest.raises(ConfigError, match="no API key"):
        provider.engine(model="openai:x", base_url=None, api_key=None)


def test_a_bug_of_ours_is_not_dressed_up() -> None:
    def bug(body: dict[str, Any]) -> httpx2.Response:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        draft(Provider(bug))


def test_nothing_of_the_article_or_the_key_is_logged(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    failure(Provider(completion(BAD)), reasks=1)
    failure(Provider(error(401, f"bad key {SECRET}")))
    assert SECRET not in caplog.text
    assert "Orsk" not in caplog.text
    assert capfd.readouterr() == ("", "")


# ------------------------------------------------------------------ windows


def test_an_article_beyond_the_known_window_is_not_sent() -> None:
    provider = Provider(completion(DRAFT))
    said = failure(provider, context_tokens=2000)
    assert type(said) is TooLong
    assert "the window of 'm' has 2,000" in str(said)
    assert provider.requests == []


def test_the_answer_asked_for_fits_the_window() -> None:
    provider = Provider(completion(DRAFT))
    draft(provider, context_tokens=6000)
    assert 1000 <= provider.bodies[0]["max_tokens"] < 4500


@pytest.mark.parametrize(
    "tells",
    [
        {"data": [{"id": "m", "owned_by": "vllm", "max_model_len": 2048}]},
        {"data": [{"id": "m", "owned_by": "llamacpp"}]},
    ],
)
def test_a_server_on_this_machine_is_asked_for_its_window_once(tells: dict[str, Any]) -> None:
    class Local(Provider):
        async def __call__(self, request: httpx2.Request) -> httpx2.Response:
            if request.method == "GET":
                self.asked = [*getattr(self, "asked", []), request.url.path]
                props = {"default_generation_settings": {"n_ctx": 2048}}
                return httpx2.Response(200, json=props if "props" in request.url.path else tells)
            return await super().__call__(request)

    provider = Local(completion(DRAFT))

    async def run() -> None:
        async with provider.engine(base_url="http://127.0.0.1:9/v1") as engine:
            for _ in range(2):
                with pytest.raises(TooLong, match="2,048"):
                    await engine.draft(article())

    asyncio.run(run())
    assert provider.asked.count("/v1/models") == 1
    assert provider.requests == []


def test_an_article_that_the_server_cut_gives_no_brief() -> None:
    long = ["The committee heard from the engineers again and adjourned until the evening."] * 400
    provider = Provider(completion(DRAFT, tokens=2050))
    with pytest.raises(InputCut, match="read only 2,050"):
        draft(provider, *long)
    assert len(provider.requests) == 1


# ------------------------------------------------------------------ repair

PROBLEM = Unsupported(
    kind="casualty", index=0, field="count", reason="number_not_in_evidence",
    message="The cited sentence does not give 'Nine'.", item={},
)  # fmt: skip


def repaired(provider: Provider, **settings: Any) -> tuple[Drafted, Drafted | None]:
    async def run() -> tuple[Drafted, Drafted | None]:
        async with provider.engine(**settings) as engine:
            first = await engine.draft(article())
            return first, await engine.repair(article(), first, [PROBLEM])

    return asyncio.run(run())


def test_a_repair_continues_the_conversation_and_counts_everything() -> None:
    better = DRAFT | {"casualties": []}
    provider = Provider(completion(DRAFT), completion(better, tokens=3600))
    _, second = repaired(provider)
    assert second is not None
    assert second.draft == Draft.model_validate(better)
    told = second.provenance
    assert (told.attempts, told.reasks, told.repairs) == (2, 0, 1)
    assert told.usage is not None
    assert told.usage.input_tokens == 6600
    asked, again = (body["messages"] for body in provider.bodies)
    assert again[:2] == asked
    assert json.loads(again[2]["content"]) == DRAFT
    assert PROBLEM.message in again[3]["content"]


def test_a_repair_that_fails_keeps_the_draft_that_was_paid_for() -> None:
    first, second = repaired(Provider(completion(DRAFT), error(500)))
    assert second is not None
    assert second.draft == first.draft
    assert (second.provenance.attempts, second.provenance.repairs) == (4, 1)
    assert "could not be sent back" in second.warnings[0]


def test_nothing_to_repair_is_nothing_to_ask() -> None:
    async def run() -> Drafted | None:
        async with Provider(completion(DRAFT)).engine() as engine:
            return await engine.repair(article(), await engine.draft(article()), [])

    assert asyncio.run(run()) is None


# ------------------------------------------------------------------ memory


def test_the_same_request_is_answered_from_memory_at_no_cost(tmp_path: Path) -> None:
    provider, kept = Provider(completion(DRAFT)), remembering(tmp_path)
    first, second = draft(provider, **kept), draft(provider, **kept)
    assert second.draft == first.draft
    told = second.provenance
    assert (told.cached, told.attempts, told.cost) == (True, 0, 0.0)
    assert told.usage is not None
    assert told.usage.input_tokens == 0
    assert len(provider.requests) == 1


@pytest.mark.parametrize(
    "changed", [{"model": "n"}, {"temperature": 0.5}, {"base_url": "http://other.test/v1"}]
)
def test_another_request_is_not_answered_from_memory(
    tmp_path: Path, changed: dict[str, Any]
) -> None:
    provider, kept = Provider(completion(DRAFT)), remembering(tmp_path)
    draft(provider, **kept)
    assert draft(provider, **(kept | changed)).provenance.cached is False


def test_the_key_is_no_part_of_the_memory(tmp_path: Path) -> None:
    provider, kept = Provider(completion(DRAFT)), remembering(tmp_path)
    draft(provider, **kept)
    assert draft(provider, **(kept | {"api_key": "another"})).provenance.cached is True
    assert SECRET.encode() not in b"".join(f.read_bytes() for f in tmp_path.iterdir())


@pytest.mark.parametrize(
    "bad", [completion("no"), error(500), completion(None, refusal="no"), completion(BAD)]
)
def test_a_failed_answer_is_not_remembered(tmp_path: Path, bad: Any) -> None:
    kept = remembering(tmp_path) | {"reasks": 0}
    with pytest.raises(ModelError):
        draft(Provider(bad), **kept)
    assert draft(Provider(completion(DRAFT)), **kept).provenance.cached is False


def test_a_memory_that_was_tampered_with_is_asked_anew(tmp_path: Path) -> None:
    provider, kept = Provider(completion(DRAFT)), remembering(tmp_path)
    draft(provider, **kept)
    with sqlite3.connect(kept["cache_path"]) as other:
        other.execute("UPDATE answer SET value = '{}'")
    other.close()
    assert draft(provider, **kept).draft == Draft.model_validate(DRAFT)
    assert len(provider.requests) == 2


def test_a_memory_of_another_process_is_shared_although_the_boundary_differs(
    tmp_path: Path,
) -> None:
    script = (
        "import asyncio, sys; sys.path.insert(0, '.')\n"
        "from tests.test_model import *\n"
        "from pathlib import Path\n"
        "told = draft(Provider(completion(DRAFT)), **remembering(Path(sys.argv[1]))).provenance\n"
        "print(told.cached)\n"
    )
    root = Path(__file__).parent.parent
    said = [
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path)],
            cwd=root, capture_output=True, text=True, check=True,
        ).stdout.strip()
        for _ in range(2)
    ]  # fmt: skip
    assert said == ["False", "True"]


# ------------------------------------------------------------------ money


PRICED = {"input_price": 1.0, "output_price": 10.0}


def test_a_known_price_is_a_cost() -> None:
    told = draft(Provider(completion(DRAFT, tokens=3000, output=500)), **PRICED).provenance
    assert told.cost == pytest.approx((3000 * 1 + 500 * 10) / 1e6)


def test_the_ceiling_is_kept_before_the_request() -> None:
    provider = Provider(completion(DRAFT))
    said = failure(provider, max_cost=0.01, **PRICED)
    assert type(said) is BudgetError
    assert provider.requests == []


def test_the_ceiling_counts_re_asks_and_what_is_in_flight() -> None:
    provider = Provider(completion(BAD, tokens=3000, output=6000))

    async def run() -> list[Any]:
        # Room for one worst case of about 0.066 and a little more, for eight at once.
        async with provider.engine(max_cost=0.1, reasks=5, **PRICED) as engine:
            tasks = (engine.draft(article(f"Number {n}.")) for n in range(8))
            results = await asyncio.gather(*tasks, return_exceptions=True)
            assert engine.ledger.spent <= 0.1
            return results

    assert all(type(result) is BudgetError for result in asyncio.run(run()))
    assert len(provider.requests) == 1


def test_near_the_ceiling_articles_go_one_by_one_instead_of_failing() -> None:
    provider = Provider(completion(DRAFT, tokens=3000, output=100))

    async def run() -> list[Drafted]:
        # Each costs 0.004 and could cost 0.067: room for one worst case at a time, and for all.
        async with provider.engine(max_cost=0.11, **PRICED) as engine:
            return await asyncio.gather(*(engine.draft(article(f"Number {n}.")) for n in range(8)))

    assert len(asyncio.run(run())) == 8


def test_a_ceiling_without_a_price_is_refused() -> None:
    with pytest.raises(ConfigError, match="price of 'm' is unknown"):
        Provider(completion(DRAFT)).engine(max_cost=1.0)


# ------------------------------------------------------------------ many at once, many loops


def test_two_hundred_articles_through_a_server_that_takes_four_at_a_time() -> None:
    inside = peak = 0

    class Narrow(Provider):
        async def __call__(self, request: httpx2.Request) -> httpx2.Response:
            nonlocal inside, peak
            self.requests.append(request)
            inside += 1
            peak = max(peak, inside)
            try:
                if inside > 4:
                    return httpx2.Response(429, headers={"retry-after-ms": "1"}, json={})
                await asyncio.sleep(0.002)
                return completion(DRAFT)
            finally:
                inside -= 1

    provider = Narrow()

    async def run() -> list[Drafted]:
        async with provider.engine(attempts=2) as engine:
            return await asyncio.gather(
                *(engine.draft(article(f"Number {n} fell.")) for n in range(200))
            )

    assert len(asyncio.run(run())) == 200
    # Told to slow down, it does: refusals are few beside answers.
    assert len(provider.requests) < 320
    assert peak <= 17


def test_one_engine_serves_one_event_loop_after_another() -> None:
    provider = Provider(completion(DRAFT))
    engine = provider.engine()
    for n in range(3):
        assert asyncio.run(engine.draft(article(f"Number {n}."))).provenance.attempts == 1


def test_an_engine_can_be_closed_and_used_again(tmp_path: Path) -> None:
    async def run() -> list[bool]:
        engine = Provider(completion(DRAFT)).engine(**remembering(tmp_path))
        cached = []
        for _ in range(2):
            cached.append((await engine.draft(article())).provenance.cached)
            await engine.aclose()
        return cached

    assert asyncio.run(run()) == [False, True]


def test_odd_counts_of_tokens_are_unknown_counts() -> None:
    odd = completion(DRAFT)
    body = json.loads(odd.content) | {"usage": {"prompt_tokens": "many", "completion_tokens": -1}}
    drafted = draft(Provider(httpx2.Response(200, json=body)))
    assert drafted.provenance.usage is None


def test_openrouters_own_bill_is_the_cost() -> None:
    body = json.loads(completion(DRAFT).content)
    body["usage"]["cost"] = 0.0125
    provider = Provider(httpx2.Response(200, json=body))
    assert draft(provider, model="openrouter:a/b", base_url=None).provenance.cost == 0.0125
    assert draft(provider).provenance.cost is None


def test_requests_keep_to_a_quota_per_minute() -> None:
    provider = Provider(completion(DRAFT))

    async def run() -> None:
        # One at once, and the next in ten seconds.
        async with provider.engine(requests_per_minute=6) as engine:
            await engine.draft(article("Before."))
            later = [asyncio.create_task(engine.draft(article(f"{n}."))) for n in range(4)]
            done, waiting = await asyncio.wait(later, timeout=0.3)
            assert (len(done), len(waiting)) == (0, 4)
            for task in waiting:
                task.cancel()

    asyncio.run(run())
    assert len(provider.requests) == 1


def test_a_cancelled_draft_leaves_no_place_taken() -> None:
    class Slow(Provider):
        async def __call__(self, request: httpx2.Request) -> httpx2.Response:
            self.requests.append(request)
            await asyncio.sleep(30 if len(self.requests) == 1 else 0)
            return completion(DRAFT)

    async def run() -> Drafted:
        async with Slow().engine(concurrency=1) as engine:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await engine.draft(article())
            async with asyncio.timeout(10):
                return await engine.draft(article())

    assert asyncio.run(run()).draft == Draft.model_validate(DRAFT)


def test_nothing_slow_is_imported_before_the_first_request() -> None:
    script = (
        "import sys\n"
        "from summarizer.model.engine import LanguageModel\n"
        "from summarizer.settings import Settings\n"
        "LanguageModel(Settings(model='m', base_url='http://x/v1', cache=False))\n"
        "print([m for m in ('openai', 'instructor', 'httpx2', 'jinja2') if m in sys.modules])\n"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_other_users_of_instructor_in_the_process_are_left_alone() -> None:
    import instructor
    import openai
    from pydantic import BaseModel

    class Theirs(BaseModel):
        name: str

    provider = Provider(completion(DRAFT))
    draft(provider)  # our handler is registered now
    provider.script = [completion({"name": "x"})]

    async def run() -> Theirs:
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(provider))
        async with openai.AsyncOpenAI(base_url=URL, api_key="k", http_client=http) as client:
            theirs = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)
            messages: Any = [{"role": "user", "content": "u"}]
            return await theirs.create(model="m", messages=messages, response_model=Theirs)

    assert asyncio.run(run()).name == "x"
    assert "strict" not in provider.bodies[-1]["response_format"]["json_schema"]


def test_settings_and_engine_never_show_the_key() -> None:
    engine = LanguageModel(Settings(model="m", base_url=URL, api_key=SECRET, cache=False))
    assert SECRET not in repr(engine) + repr(engine.settings) + repr(engine.endpoint)
