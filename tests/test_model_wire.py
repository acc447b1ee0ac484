"""The form of requests and answers: strict schema, dialects, JSON in text, prompts."""

from __future__ import annotations

import json
from datetime import date
from string import Template
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st
from pydantic import ValidationError

from summarizer.brief import Draft, Unsupported
from summarizer.model import prompts
from summarizer.model.wire import (
    PARTS,
    Dialect,
    last_object,
    part,
    response_format,
    schema,
    schema_text,
    terse,
)

from .provider import DRAFT, article


def nodes(value: Any) -> list[dict[str, Any]]:
    found = []
    if isinstance(value, dict):
        found.append(value)
        for child in value.values():
            found += nodes(child)
    elif isinstance(value, list):
        for child in value:
            found += nodes(child)
    return found


MODELS = [Draft, *(part(fields) for fields in PARTS)]


@pytest.mark.parametrize("model", MODELS)
def test_the_schema_is_one_that_strict_mode_takes(model: Any) -> None:
    for node in nodes(schema(model)):
        if node.get("type") == "object":
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])
        if node.get("type") == "array":
            assert node["maxItems"] <= 24
        assert not set(node) & {"$ref", "$defs", "default", "oneOf", "allOf", "uniqueItems"}
        assert not isinstance(node.get("title"), str)


def test_keys_stand_in_the_order_of_decoding_evidence_first() -> None:
    properties = schema(Draft)["properties"]
    assert list(properties) == list(Draft.model_fields)
    for name in ("actors", "commitments", "casualties", "questions", "summary"):
        assert next(iter(properties[name]["items"]["properties"])) == "evidence"


def test_the_parts_are_the_whole() -> None:
    assert [name for fields in PARTS for name in fields] == list(Draft.model_fields)
    for fields in PARTS:
        assert part(fields).model_validate({name: DRAFT[name] for name in fields})
        assert all(schema(part(fields))["properties"][f] == schema(Draft)["properties"][f]
                   for f in fields)  # fmt: skip


def test_a_shorter_part_bounds_its_lists() -> None:
    bounded = schema(part(("actors",), 3))["properties"]["actors"]
    assert bounded["maxItems"] == 3
    assert schema(part(("summary", "headline"), 8))["properties"]["summary"]["maxItems"] == 6


def test_schema_text_is_the_schema_without_a_space() -> None:
    assert json.loads(schema_text(Draft)) == schema(Draft)
    assert '","' in schema_text(Draft)
    assert '": {' not in schema_text(Draft)


# ------------------------------------------------------------------ dialects

REQUEST: dict[str, Any] = {
    "model": "m",
    "messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "U"}],
    "max_tokens": 7,
    "temperature": 0.0,
    "response_format": response_format(Draft),
}


@pytest.mark.parametrize(
    ("form", "sent", "system"),
    [
        ("strict", response_format(Draft), "S"),
        (
            "schema",
            {"type": "json_schema", "json_schema": {"name": "Draft", "schema": schema(Draft)}},
            "S",
        ),
        ("object", {"type": "json_object"}, "S\n\nCARD"),
        ("text", None, "S\n\nCARD"),
    ],
)
def test_each_form_says_the_same_in_its_own_way(form: str, sent: Any, system: str) -> None:
    before = json.dumps(REQUEST)
    said = Dialect(form).phrase(REQUEST, "CARD")
    assert said.get("response_format") == sent
    assert said["messages"][0]["content"] == system
    assert said["messages"][1:] == REQUEST["messages"][1:]
    assert json.dumps(REQUEST) == before


@pytest.mark.parametrize(
    ("complaint", "before", "after"),
    [
        ("Invalid parameter: 'response_format' of type 'json_schema' is not supported",
         Dialect(), Dialect("schema")),
        ("unknown field strict", Dialect(), Dialect("schema")),
        ("json_schema is not supported", Dialect("schema"), Dialect("object")),
        ("'response_format.type' must be 'text'", Dialect("object"), Dialect("text")),
        ("response_format", Dialect("text"), None),
        ("Unsupported parameter: 'max_tokens' is not supported with this model. Use "
         "'max_completion_tokens' instead.", Dialect(), Dialect(limit="max_completion_tokens")),
        ("max_completion_tokens is not known, use max_tokens",
         Dialect(limit="max_completion_tokens"), None),
        ("Unsupported value: 'temperature' does not support 0", Dialect(),
         Dialect(temperature=False)),
        ("temperature", Dialect("text", temperature=False), None),
        ("the user field is too long", Dialect(), None),
    ],
)  # fmt: skip
def test_a_complaint_leads_to_the_next_dialect(
    complaint: str, before: Dialect, after: Dialect | None
) -> None:
    assert before.simpler(complaint) == after


def test_every_ladder_ends() -> None:
    dialect: Dialect | None = Dialect()
    for _ in range(6):
        assert dialect is not None
        dialect = dialect.simpler("response_format temperature max_tokens max_completion_tokens")
    assert dialect is None


def test_a_dialect_is_remembered_as_it_was() -> None:
    dialect = Dialect("object", "max_completion_tokens", temperature=False)
    assert Dialect.from_json(dialect.to_json()) == dialect


@pytest.mark.parametrize("text", ["", "[]", "{}x", '{"form": "morse"}', '{"from": "strict"}'])
def test_a_memory_that_is_no_dialect_is_ignored(text: str) -> None:
    assert Dialect.from_json(text) is None


# ------------------------------------------------------------------ JSON in text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1}', '{"a": 1}'),
        ('```json\n{"a": 1}\n```', '{"a": 1}'),
        ('```json\n{"a": 1}\n``` as sentence [1] says', '{"a": 1}'),
        ('<think>maybe {"x": 0}?</think>{"a": {"b": 1}}', '{"a": {"b": 1}}'),
        ('a { that opens nothing, then {"a": "}"} and }', '{"a": "}"}'),
        ('{"a": [{"b": 1}', '{"b": 1}'),
        ("[1, 2]", None),
        ("no object at all", None),
        ("", None),
    ],
)
def test_the_answer_is_the_last_object(text: str, found: str | None) -> None:
    assert last_object(text) == found


@trying(deadline=None)  # a busy machine is no failure
@given(
    before=st.text(st.characters(exclude_characters="{")),
    value=st.dictionaries(st.text(), st.lists(st.dictionaries(st.text(), st.text()))),
    after=st.text(st.characters(exclude_characters="{")),
)
def test_an_object_is_found_whatever_stands_around_it(
    before: str, value: dict[str, Any], after: str
) -> None:
    found = last_object(before + json.dumps(value) + after)
    assert found is not None
    assert json.loads(found) == value


def test_an_answer_of_braces_ends() -> None:
    assert last_object('{"a":' * 50_000) is None


def test_the_errors_sent_back_are_short_and_quote_nothing() -> None:
    bad = DRAFT | {"actors": [{"evidence": ["secret words"]}] * 9}
    with pytest.raises(ValidationError) as caught:
        Draft.model_validate(bad)
    said = terse(caught.value)
    assert "actors.0.evidence.0: Input should be a valid integer" in said
    assert "https://" not in said
    assert "secret words" not in said
    assert len(said.splitlines()) == 13


# ------------------------------------------------------------------ prompts


@pytest.mark.parametrize(("name", "variables"), prompts.VARIABLES.items())
def test_a_prompt_uses_exactly_its_variables(name: str, variables: frozenset[str]) -> None:
    if name != "system":
        assert set(Template(prompts.text(name)).get_identifiers()) == variables
        assert Template(prompts.text(name)).is_valid()


def test_every_file_of_prompts_has_a_reader() -> None:
    folder = prompts.root() / "brief"
    assert {f.name for f in folder.iterdir()} == {f"{name}.md" for name in prompts.VARIABLES}


def test_the_article_stands_between_the_boundaries_and_last() -> None:
    document = article("A $price of 5 {braces} ${x}.", title="A title\nin two lines")
    word = prompts.boundary(document)
    system, user = prompts.opening(document, word)
    assert system["content"] == prompts.text("system")
    before, *middle, after = user["content"].split(word)
    inside = word.join(middle)
    assert "[1] A $price of 5 {braces} ${x}." in inside
    # One line: a title cannot imitate the lines that follow it.
    assert "A title in two lines" in user["content"]
    assert "$price" not in before + after
    assert len(after) < 40


def test_the_system_message_is_the_same_for_every_article() -> None:
    one = prompts.opening(article(), "w")[0]
    other = prompts.opening(article("Another.", title=None), "v")[0]
    assert one == other


def test_a_boundary_that_an_article_contains_is_drawn_again() -> None:
    document = article()
    word = prompts.boundary(document)
    assert prompts.boundary(document) == word
    assert len(word) == 16
    # The same text under a title that quotes its boundary: only that word is ruled out.
    assert prompts.boundary(article(title=f"He wrote {word}")) not in (word, "")


def test_two_articles_have_two_boundaries() -> None:
    assert prompts.boundary(article()) != prompts.boundary(article("Another."))


def test_a_part_is_asked_for_after_the_same_bytes() -> None:
    opening = prompts.opening(article(), "w")
    request = prompts.in_part(opening, ("summary", "headline"), 8)
    assert [m["role"] for m in request] == ["system", "user"]
    assert request[1]["content"].startswith(opening[1]["content"])
    assert "summary, headline" in request[1]["content"]


def test_a_repair_names_the_item_the_field_and_the_reason() -> None:
    problem = Unsupported(
        kind="casualty", index=0, field="count", reason="number_not_in_evidence",
        message="No cited sentence says $9.", item={},
    )  # fmt: skip
    opening = prompts.opening(article(), "w")
    draft = Draft.model_validate(DRAFT)
    *before, said, asked = prompts.correction(opening, draft, [problem])
    assert before == opening
    assert json.loads(said["content"]) == DRAFT
    assert "- casualties[0].count: No cited sentence says $9." in asked["content"]


def test_the_fingerprint_is_of_the_wording_and_of_the_schema() -> None:
    assert len(prompts.fingerprint()) == 12
    assert int(prompts.fingerprint(), 16) >= 0


def test_the_date_of_publication_is_told_when_known() -> None:
    document = article()
    assert "unknown" in prompts.opening(document, "w")[1]["content"]
    dated = type(document)(document.text, document.sentences, published=date(2026, 5, 4))
    assert "2026-05-04" in prompts.opening(dated, "w")[1]["content"]
