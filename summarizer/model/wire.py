"""The form of requests and answers: strict schemas, a server's dialect, JSON found in text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

from pydantic import Field, ValidationError, create_model

from summarizer.brief import Draft, Wire
from summarizer.errors import OutputError

PARTS: tuple[tuple[str, ...], ...] = (
    ("actors",),
    ("commitments",),
    ("casualties",),
    ("questions",),
    ("summary", "headline"),
)
"""The fields of a Draft that are asked for together when the whole does not fit in one answer."""


@cache
def part(fields: tuple[str, ...], most: int | None = None) -> type[Wire]:
    """The sub-model of Draft with these fields; lists hold at most `most` items."""
    definitions: dict[str, Any] = {}
    for name in fields:
        annotation = Draft.model_fields[name].annotation
        bound = next((m.max_length for m in Draft.model_fields[name].metadata), None)
        if bound is not None:
            definitions[name] = (annotation, Field(max_length=min(bound, most or bound)))
        else:
            definitions[name] = (annotation, ...)
    return create_model("Draft", __base__=Wire, **definitions)


@cache
def schema(model: type[Wire]) -> dict[str, Any]:
    """The JSON schema in OpenAI's strict form: no titles, no references, nothing optional."""
    raw = model.model_json_schema()
    definitions = raw.get("$defs", {})

    def flat(node: Any, names: bool = False) -> Any:
        if isinstance(node, list):
            return [flat(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return flat(definitions[node["$ref"].rpartition("/")[2]])
        # Below "properties" the keys are names of fields, and "title" may be one of them.
        return {
            key: flat(value, names=key == "properties")
            for key, value in node.items()
            if names or key not in ("title", "$defs")
        }

    result: dict[str, Any] = flat(raw)
    return result


@cache
def schema_text(model: type[Wire]) -> str:
    """The schema as compact JSON, for a server that must read it in the prompt."""
    return json.dumps(schema(model), ensure_ascii=False, separators=(",", ":"))


@cache
def response_format(model: type[Wire]) -> dict[str, Any]:
    """The `response_format` of a request for this model, in the strictest dialect."""
    named = {"name": model.__name__, "strict": True, "schema": schema(model)}
    return {"type": "json_schema", "json_schema": named}


# ------------------------------------------------------------------ what a server understands

_FORMS = ("strict", "schema", "object", "text")
_COMPLAINT = re.compile(
    r"response.?format|json.?schema|json.?object|structured|strict|grammar|guided|schema", re.I
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one model on one server takes; learnt from its refusals, most capable first."""

    form: str = "strict"
    """`strict`: json_schema with strict; `schema`: without; `object`: any JSON; `text`: nothing."""
    limit: str = "max_tokens"
    """The parameter that bounds the answer."""
    temperature: bool = True
    """The temperature may be chosen."""

    def simpler(self, complaint: str) -> Dialect | None:
        """The dialect to try after a 400 with this text; None when that is about something else."""
        text = complaint.lower()
        other = "max_completion_tokens" if self.limit == "max_tokens" else "max_tokens"
        # A server that wants the other name gives both; one that merely found the number too
        # large must not send us back and forth.
        if self.limit in text and other in text and self.limit == "max_tokens":
            return replace(self, limit=other)
        if self.temperature and "temperature" in text:
            return replace(self, temperature=False)
        if self.form != _FORMS[-1] and _COMPLAINT.search(text):
            return replace(self, form=_FORMS[_FORMS.index(self.form) + 1])
        return None

    @property
    def needs_card(self) -> bool:
        """The server does not get the schema, so the prompt must hold it."""
        return self.form in ("object", "text")

    def phrase(self, request: Mapping[str, Any], card: str) -> dict[str, Any]:
        """A request made for the strictest dialect, in this one.

        `card` is the text that describes the fields; it ends the system message where needed.
        """
        said = dict(request)
        if self.limit != "max_tokens":
            said[self.limit] = said.pop("max_tokens")
        if not self.temperature:
            said.pop("temperature", None)
        if self.form == "schema":
            named = dict(said["response_format"]["json_schema"])
            del named["strict"]
            said["response_format"] = {"type": "json_schema", "json_schema": named}
        elif self.form == "object":
            said["response_format"] = {"type": "json_object"}
        elif self.form == "text":
            del said["response_format"]
        if self.needs_card:
            first, *rest = said["messages"]
            said["messages"] = [{**first, "content": f"{first['content']}\n\n{card}"}, *rest]
        return said

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Dialect | None:
        """What `to_json` wrote; None for anything else."""
        try:
            dialect = cls(**json.loads(text))
        except (TypeError, ValueError):
            return None
        return dialect if dialect.form in _FORMS else None


# ------------------------------------------------------------------ what came back


class Misshapen(OutputError):
    """Not JSON, or JSON of another shape, after every re-ask."""


def last_object(text: str) -> str | None:
    """The last top-level JSON object in a text; None when there is none.

    A reasoning model may think aloud in braces before it answers, a chat model may add
    "see [1]" after: the answer is the last object, not the last bracket.
    """
    decoder = json.JSONDecoder()
    best, start = None, text.find("{")
    for _ in range(_MOST_STARTS):
        if start < 0:
            break
        try:
            _, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            end = start + 1
        else:
            best = text[start:end]
        start = text.find("{", end)
    return best


# Every brace that starts nothing costs a scan; an answer made of braces must not cost minutes.
_MOST_STARTS = 1000


def terse(error: Exception, most: int = 12) -> str:
    """What is wrong with an answer, one line each, for the model: no links, no copies of input."""
    if not isinstance(error, ValidationError):
        return "the answer is not JSON"
    errors = error.errors(include_url=False, include_input=False, include_context=False)
    lines = [f"{'.'.join(map(str, e['loc'])) or 'the answer'}: {e['msg']}" for e in errors[:most]]
    if len(errors) > most:
        lines.append(f"and {len(errors) - most} more")
    return "\n".join(lines)
